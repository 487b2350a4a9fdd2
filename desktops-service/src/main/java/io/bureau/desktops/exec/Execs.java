package io.bureau.desktops.exec;

import io.bureau.desktops.desktop.LiveDesktops;
import io.bureau.desktops.ssh.ConnectionLost;
import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.principal.Principal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Runs programs on desktops. */
@ApplicationScoped
public class Execs {

    private final LiveDesktops desktops;
    private final DesktopConnections connections;
    private final Running running;
    private final ExecConfig config;

    Execs(LiveDesktops desktops, DesktopConnections connections, Running running, ExecConfig config) {
        this.desktops = desktops;
        this.connections = connections;
        this.running = running;
        this.config = config;
    }

    /**
     * Runs {@code program} until it ends or its time runs out; programs that it leaves in the background go on. To cancel
     * the answer, to revoke the credential or to stop the desktop ends all of it.
     *
     * @return fails as {@link LiveDesktops#target} does; with 400 if its directory cannot be entered, with 429 if too much
     *     runs on this desktop, with 401 if the credential was revoked, with 503 if the desktop ended meanwhile
     */
    public Uni<ExecResult> run(String desktopId, Program program, Principal principal) {
        return Uni.createFrom().deferred(() -> {
            var execution = new Execution(desktopId, program, principal, connections, config);
            running.add(execution);
            return desktops.target(desktopId, principal)
                    .chain(target -> OwnContext.resume(execution.run(target)))
                    .onFailure(ConnectionLost.class)
                    .invoke(() -> desktops.doubt(desktopId))
                    .onFailure(ConnectionLost.class)
                    .transform(_ -> ended())
                    .onTermination()
                    .invoke(() -> running.remove(execution));
        });
    }

    private static ApiException ended() {
        return ApiException.unavailable(
                "DESKTOP_NOT_READY", "The desktop does not answer, or not any more", Duration.ofSeconds(1));
    }
}
