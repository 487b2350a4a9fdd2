package io.bureau.desktops.live;

import io.bureau.desktops.desktop.LiveDesktops;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.PublicOrigin;
import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;

/** Tickets for what is opened on a desktop by a WebSocket. */
@Path("/v1/desktops/{id}")
@Consumes(MediaType.APPLICATION_JSON)
class LiveResource {

    record View(String mode) {

        Purpose purpose() {
            return switch (mode) {
                case null -> Purpose.CONTROL;
                case "control" -> Purpose.CONTROL;
                case "watch" -> Purpose.WATCH;
                default -> throw ApiException.invalid("mode", "must be control or watch");
            };
        }
    }

    record Terminal(Integer cols, Integer rows) {

        TerminalSize size() {
            return TerminalSize.of(cols, rows);
        }
    }

    /** @param url where the WebSocket is, ticket included */
    record Opening(URI url, Instant expiresAt) {}

    private final LiveDesktops desktops;
    private final Lives lives;
    private final Tickets tickets;
    private final LiveConfig config;
    private final PublicOrigin origin;
    private final CurrentPrincipal principal;
    private final Clock clock;

    LiveResource(
            LiveDesktops desktops,
            Lives lives,
            Tickets tickets,
            LiveConfig config,
            PublicOrigin origin,
            CurrentPrincipal principal,
            Clock clock) {
        this.desktops = desktops;
        this.lives = lives;
        this.tickets = tickets;
        this.config = config;
        this.origin = origin;
        this.principal = principal;
        this.clock = clock;
    }

    @POST
    @Path("/view")
    @PermissionsAllowed("desktop:control")
    @Operation(
            description =
                    "A ticket for the desktop's screen, as RFB over a WebSocket (binary frames, for noVNC): single use,"
                            + " soon. In watch mode the server drops all input. The WebSocket must come from this origin.")
    public Uni<Opening> view(@RestPath String id, View view) {
        return open(id, view == null ? Purpose.CONTROL : view.purpose(), null);
    }

    @POST
    @Path("/terminal")
    @PermissionsAllowed("desktop:control")
    @Operation(
            description =
                    "A ticket for a terminal by WebSocket: single use, soon. Binary frames are what is typed and what is"
                            + " shown; text frames are JSON: {type:\"input\", data}, {type:\"resize\", cols, rows} and, at"
                            + " the end, {type:\"exit\", exitCode}.")
    public Uni<Opening> terminal(@RestPath String id, Terminal terminal) {
        return open(id, Purpose.TERMINAL, terminal == null ? TerminalSize.of(null, null) : terminal.size());
    }

    private Uni<Opening> open(String id, Purpose purpose, TerminalSize size) {
        var who = principal.get();
        var position = lives.position(who, principal.asOf());
        var expiresAt = clock.instant().plus(config.ticketLife()).truncatedTo(ChronoUnit.MILLIS);
        return desktops.target(id, who, purpose.intent())
                .chain(() -> tickets.issue(new Ticket(purpose, id, who, position, size), config.ticketLife()))
                .map(text -> new Opening(socket(id, purpose, text), expiresAt));
    }

    private URI socket(String id, Purpose purpose, String ticket) {
        var http = origin.resolve("/v1/desktops/" + id + "/" + purpose.room() + "/ws?ticket=" + ticket);
        return URI.create("ws" + http.toString().substring("http".length()));
    }
}
