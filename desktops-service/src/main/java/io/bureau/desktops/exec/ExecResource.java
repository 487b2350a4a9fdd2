package io.bureau.desktops.exec;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestPath;

/** Commands on a desktop, for programs: the answer comes when the command has ended. */
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
    @PermissionsAllowed("desktop:control")
    public Uni<ExecResult> exec(@RestPath String id, Command command) {
        return execs.run(id, present(command).toProgram(), principal.get(), principal.asOf());
    }

    @POST
    @Path("/bash")
    @PermissionsAllowed("desktop:control")
    public Uni<ExecResult> bash(@RestPath String id, Script script) {
        return execs.run(id, present(script).toProgram(), principal.get(), principal.asOf());
    }

    private static <T> T present(T body) {
        if (body == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        return body;
    }
}
