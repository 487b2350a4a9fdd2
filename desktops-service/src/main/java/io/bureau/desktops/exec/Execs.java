package io.bureau.desktops.exec;

import io.bureau.desktops.desktop.LiveDesktops;
import io.bureau.desktops.ssh.ConnectionLost;
import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.desktops.ssh.SshTarget;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.principal.Principal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Runs programs on desktops. */
@ApplicationScoped
public class Execs {

    private final LiveDesktops desktops;
    private final DesktopConnections connections;
    private final Running running;
    private final ExecTrail trail;
    private final ExecConfig config;

    Execs(LiveDesktops desktops, DesktopConnections connections, Running running, ExecTrail trail, ExecConfig config) {
        this.desktops = desktops;
        this.connections = connections;
        this.running = running;
        this.trail = trail;
        this.config = config;
    }

    /**
     * Runs {@code program} until it ends or its time runs out; programs that it leaves in the background go on. To cancel
     * the answer, to revoke the credential or to stop the desktop ends all of it. The answer comes once the audit trail
     * tells of it.
     *
     * @param asOf how many revocations had been seen before the principal's credential was looked up
     * @return fails as {@link LiveDesktops#target} does; with 400 if its directory cannot be entered, with 429 if too much
     *     runs on this desktop, with 401 if the credential was revoked, with 503 if the desktop ended meanwhile or the audit
     *     trail cannot be written
     */
    public Uni<ExecResult> run(String desktopId, Program program, Principal principal, long asOf) {
        return Uni.createFrom()
                .deferred(() -> run(new Execution(desktopId, program, principal, asOf, connections, config, () -> {})));
    }

    /**
     * As {@link #run(String, Program, Principal, long)}, but tells what the program writes as it comes. What is not taken in time is told in larger pieces, so
     * that no more is ever held than of any command; the program waits for nobody.
     */
    Multi<ExecEvent> stream(String desktopId, Program program, Principal principal, long asOf) {
        return new ExecStream(
                        onOutput -> new Execution(desktopId, program, principal, asOf, connections, config, onOutput),
                        this::run)
                .events();
    }

    private Uni<ExecResult> run(Execution execution) {
        var principal = execution.principal();
        var desktopId = execution.desktopId();
        var actor = Actor.of(principal);
        running.add(execution);
        return desktops.target(desktopId, principal)
                .chain(target -> run(execution, target, actor))
                .onFailure(ConnectionLost.class)
                .invoke(() -> desktops.doubt(desktopId))
                .onFailure(ConnectionLost.class)
                .transform(_ -> ended())
                .onTermination()
                .invoke(() -> running.remove(execution));
    }

    private Uni<ExecResult> run(Execution execution, SshTarget target, Actor actor) {
        return OwnContext.resume(execution.run(target))
                .onCancellation()
                .invoke(() -> trail.addLater(execution, actor))
                .onItemOrFailure()
                .transformToUni((result, failure) -> trail.add(execution, actor, result, failure)
                        .onFailure()
                        .invoke(() -> execution.endLeftovers(target))
                        .chain(() -> outcome(result, failure)));
    }

    private static Uni<ExecResult> outcome(ExecResult result, Throwable failure) {
        return failure == null
                ? Uni.createFrom().item(result)
                : Uni.createFrom().failure(failure);
    }

    private static ApiException ended() {
        return ApiException.unavailable(
                "DESKTOP_NOT_READY", "The desktop does not answer, or not any more", Duration.ofSeconds(1));
    }
}
