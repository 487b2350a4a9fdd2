package io.bureau.desktops.exec;

import static io.bureau.kit.http.Bodies.present;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.RequestIds;
import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestPath;

/** Commands on a desktop, for programs: the answer comes when the command has ended, or as it goes on. */
@Path("/v1/desktops/{id}")
class ExecResource {

    /** @param command a text is one shell command; a list is a program and its arguments, without a shell */
    record Command(
            @Schema(oneOf = {String.class, String[].class}) Object command,
            String cwd,
            Map<String, String> env,
            String stdin,
            Integer timeoutSeconds) {

        Program toProgram() {
            return switch (command) {
                case String line -> Program.shell("command", line, cwd, env, stdin, timeoutSeconds);
                case List<?> words -> Program.of(texts(words), cwd, env, stdin, timeoutSeconds);
                case null, default -> throw ApiException.invalid("command", "must be text, or a list of texts");
            };
        }

        private static List<String> texts(List<?> words) {
            if (!words.stream().allMatch(String.class::isInstance)) {
                throw ApiException.invalid("command", "must be text, or a list of texts");
            }
            return words.stream().map(String.class::cast).toList();
        }
    }

    record Script(String script, String cwd, Map<String, String> env, Integer timeoutSeconds) {

        Program toProgram() {
            return Program.shell("script", script, cwd, env, null, timeoutSeconds);
        }
    }

    private final Execs execs;
    private final CurrentPrincipal principal;

    ExecResource(Execs execs, CurrentPrincipal principal) {
        this.execs = execs;
        this.principal = principal;
    }

    @POST
    @Path("/exec")
    @Produces(MediaType.APPLICATION_JSON)
    @PermissionsAllowed("desktop:control")
    @Operation(
            description =
                    "With Accept: text/event-stream the output comes as it is written: events stdout and stderr"
                            + " {text}, then one result as in the JSON answer, or one error if it could not begin or was cut off.")
    public Uni<ExecResult> exec(@RestPath String id, Command command) {
        return execs.run(id, present(command).toProgram(), principal.get(), principal.asOf());
    }

    /** Only for who asks for it: whatever else is accepted gets the answer in one piece. */
    @POST
    @Path("/exec")
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.1")
    @PermissionsAllowed("desktop:control")
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> stream(
            @RestPath String id, Command command, @Context Sse sse, @Context RoutingContext request) {
        var requestId = RequestIds.of(request);
        return execs.stream(id, present(command).toProgram(), principal.get(), principal.asOf())
                .map(event -> sse.newEventBuilder()
                        .name(event.name())
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(data(event, requestId))
                        .build());
    }

    private static Object data(ExecEvent event, String requestId) {
        return switch (event) {
            case ExecEvent.Stdout written -> written;
            case ExecEvent.Stderr written -> written;
            case ExecEvent.Result ended -> ended.result();
            case ExecEvent.CutOff cut -> cut.why().body().withRequestId(requestId);
        };
    }

    @POST
    @Path("/bash")
    @PermissionsAllowed("desktop:control")
    public Uni<ExecResult> bash(@RestPath String id, Script script) {
        return execs.run(id, present(script).toProgram(), principal.get(), principal.asOf());
    }
}
