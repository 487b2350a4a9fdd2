package io.bureau.desktops.exec;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.Outcome;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.Background;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Commands in the audit trail: how each has ended and how long it took, never what it was or what it said.
 *
 * <p>A command is no change of ours that could be taken back, so its row cannot commit with it (S45). What holds instead:
 * whoever is given a result can be sure that its row is there. It is written when the command has ended and before it is
 * answered; if that fails the answer is 503, the result is withheld, and what the command has left running is ended. A replica
 * that dies in the middle of a command takes the row with it; its beginning is in the log.
 */
@ApplicationScoped
class ExecTrail {

    private static final Logger LOG = Logger.getLogger(ExecTrail.class);

    private final ExecRows rows;
    private final Store store;
    private final Background background;

    ExecTrail(ExecRows rows, Store store, Background background) {
        this.rows = rows;
        this.store = store;
        this.background = background;
    }

    /**
     * Tells how the execution has ended, unless nothing was started.
     *
     * @param result {@code null} if it failed, and {@code failure} then says how
     * @return fails with 503 if it cannot be written
     */
    Uni<Void> add(Execution execution, Actor actor, ExecResult result, Throwable failure) {
        if (!execution.hasBegun() || foundNoEntry(failure)) {
            return Uni.createFrom().voidItem();
        }
        return result == null
                ? write(execution, actor, Outcome.FAILED, "cut=" + why(failure) + " timedOut=false")
                : write(execution, actor, outcome(result), ending(result));
    }

    /** Tells that nobody waits for it any more. Returns at once, for whoever has hung up. */
    void addLater(Execution execution, Actor actor) {
        if (execution.hasBegun()) {
            background.run(() -> write(execution, actor, Outcome.FAILED, "cut=CALLER_GONE timedOut=false"));
        }
    }

    private Uni<Void> write(Execution execution, Actor actor, Outcome outcome, String ending) {
        var detail = ending + " ms=" + execution.millis();
        return store.answer(rows.add(execution, actor, outcome, detail))
                .onFailure()
                .invoke(unwritten -> LOG.errorf(
                        "exec not audited credential=%s desktop=%s %s why=%s",
                        actor.credential(), execution.desktopId(), detail, unwritten.toString()))
                .onFailure()
                .transform(_ -> ApiException.dependencyUnavailable(
                        "The command has run, but what came of it cannot be accounted for now"));
    }

    private static Outcome outcome(ExecResult result) {
        return result.timedOut() ? Outcome.FAILED : Outcome.SUCCESS;
    }

    private static String ending(ExecResult result) {
        return "exit=" + (result.timedOut() ? "none" : result.exitCode()) + " timedOut=" + result.timedOut();
    }

    private static String why(Throwable failure) {
        return failure instanceof ApiException refusal ? refusal.code() : "DESKTOP_LOST";
    }

    /** The shell has ended before there was a program. */
    private static boolean foundNoEntry(Throwable failure) {
        return failure instanceof ApiException refusal && refusal.status() == 400;
    }
}
