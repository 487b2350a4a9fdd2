package io.bureau.desktops.input;

import static io.bureau.kit.http.Bodies.present;

import io.bureau.desktops.desktop.Intent;
import io.bureau.desktops.screen.Screens;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jboss.resteasy.reactive.RestPath;

/** The pointer of a desktop. Each answer comes when the desktop has taken note of the action. */
@Path("/v1/desktops/{id}")
class PointerResource {

    record Click(Integer x, Integer y, String button, Integer count, List<String> modifiers) {

        Pointing toAction() {
            return Pointing.click(
                    Point.of("", x, y), Button.parse(button), count == null ? 1 : count, Modifiers.parse(modifiers));
        }
    }

    record Position(Integer x, Integer y) {}

    record Drag(Position from, Position to, String button, Integer durationMs) {

        private static final int MOST_MILLIS = 10_000;
        private static final int USUAL_MILLIS = 200;

        Pointing toAction() {
            int millis = durationMs == null ? USUAL_MILLIS : durationMs;
            if (millis < 0 || millis > MOST_MILLIS) {
                throw ApiException.invalid("durationMs", "must be 0 to " + MOST_MILLIS);
            }
            return Pointing.drag(point("from", from), point("to", to), Button.parse(button), Duration.ofMillis(millis));
        }

        private static Point point(String field, Position position) {
            if (position == null) {
                throw ApiException.invalid(field, "is missing");
            }
            return Point.of(field + ".", position.x(), position.y());
        }
    }

    record Scroll(Integer x, Integer y, Integer dx, Integer dy) {

        Pointing toAction() {
            if (dx == null && dy == null) {
                throw ApiException.invalid("dy", "is missing, and so is dx");
            }
            var at = x == null && y == null ? null : Point.of("", x, y);
            return Pointing.scroll(at, Objects.requireNonNullElse(dx, 0), Objects.requireNonNullElse(dy, 0));
        }
    }

    private final Screens screens;
    private final CurrentPrincipal principal;

    PointerResource(Screens screens, CurrentPrincipal principal) {
        this.screens = screens;
        this.principal = principal;
    }

    @POST
    @Path("/click")
    @PermissionsAllowed("desktop:control")
    public Uni<Map<String, Object>> click(@RestPath String id, Click click) {
        return act(id, present(click).toAction());
    }

    @POST
    @Path("/move")
    @PermissionsAllowed("desktop:control")
    public Uni<Map<String, Object>> move(@RestPath String id, Position position) {
        var to = present(position);
        return act(id, Pointing.move(Point.of("", to.x(), to.y())));
    }

    @POST
    @Path("/drag")
    @PermissionsAllowed("desktop:control")
    public Uni<Map<String, Object>> drag(@RestPath String id, Drag drag) {
        return act(id, present(drag).toAction());
    }

    @POST
    @Path("/scroll")
    @PermissionsAllowed("desktop:control")
    public Uni<Map<String, Object>> scroll(@RestPath String id, Scroll scroll) {
        return act(id, present(scroll).toAction());
    }

    private Uni<Map<String, Object>> act(String id, Pointing action) {
        return screens.act(id, principal.get(), principal.asOf(), Intent.INPUT, action::perform)
                .replaceWith(Map.of());
    }
}
