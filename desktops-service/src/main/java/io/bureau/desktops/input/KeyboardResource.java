package io.bureau.desktops.input;

import static io.bureau.kit.http.Bodies.present;

import io.bureau.desktops.desktop.Intent;
import io.bureau.desktops.screen.Screens;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** The keyboard and the clipboard of a desktop. Each answer comes when the desktop has taken note of the action. */
@Path("/v1/desktops/{id}")
class KeyboardResource {

    /** Of what is put into a clipboard, in UTF-8. */
    private static final int MOST_BYTES = 1 << 20;

    record Text(String text) {}

    record Key(String key) {}

    private final Screens screens;
    private final CurrentPrincipal principal;

    KeyboardResource(Screens screens, CurrentPrincipal principal) {
        this.screens = screens;
        this.principal = principal;
    }

    @POST
    @Path("/type")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed("desktop:control")
    public Uni<Map<String, Object>> type(@RestPath String id, Text text) {
        var typing = Typing.parse(present(text).text());
        return act(id, typing::perform);
    }

    @POST
    @Path("/key")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed("desktop:control")
    public Uni<Map<String, Object>> key(@RestPath String id, Key key) {
        var keys = KeyCombination.parse(present(key).key());
        return act(id, keys::perform);
    }

    @GET
    @Path("/clipboard")
    @PermissionsAllowed("desktop:control")
    public Uni<Text> clipboard(@RestPath String id) {
        return screens.act(id, principal.get(), principal.asOf(), Intent.LOOK, screen -> new Text(screen.clipboard()));
    }

    @PUT
    @Path("/clipboard")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed("desktop:control")
    public Uni<Map<String, Object>> clipboard(@RestPath String id, Text text) {
        var wanted = clip(present(text).text());
        return act(id, screen -> {
            screen.clipboard(wanted);
            return null;
        });
    }

    private static String clip(String text) {
        if (text == null) {
            throw ApiException.invalid("text", "is missing");
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw ApiException.invalid("text", "must be well-formed Unicode without NUL");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw ApiException.invalid("text", "must be at most " + MOST_BYTES + " bytes");
        }
        return text;
    }

    private Uni<Map<String, Object>> act(String id, Screens.Action<Void> action) {
        return screens.act(id, principal.get(), principal.asOf(), Intent.INPUT, action)
                .replaceWith(Map.of());
    }
}
