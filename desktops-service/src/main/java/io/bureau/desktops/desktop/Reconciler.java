package io.bureau.desktops.desktop;

import io.bureau.kit.http.Background;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Makes machines follow what is wanted of their desktops: one step at a time, each under a claim, with no transaction held
 * while the engine works. Woken after every change; what nobody was woken for, or was left behind, is found every second.
 */
@ApplicationScoped
class Reconciler {

    private static final Logger LOG = Logger.getLogger(Reconciler.class);
    private static final Duration SCAN = Duration.ofSeconds(1);

    private final Claims claims;
    private final Step step;
    private final Background background;
    private final Vertx vertx;
    private volatile boolean stopping;

    Reconciler(Claims claims, Step step, Background background, Vertx vertx) {
        this.claims = claims;
        this.step = step;
        this.background = background;
        this.vertx = vertx;
    }

    /** Something may be due for this desktop. Returns at once; waking for nothing harms nobody. */
    void wake(String desktopId) {
        if (!stopping) {
            background.run(() -> workOn(desktopId));
        }
    }

    /** This desktop was found not to answer. Returns at once. */
    void doubt(String desktopId) {
        if (!stopping) {
            background.run(() -> claims.hurry(desktopId).chain(() -> workOn(desktopId)));
        }
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> wakeDue() {
        return claims.due()
                .invoke(due -> due.forEach(this::wake))
                .onFailure()
                .invoke(failure -> LOG.warnf("nothing reconciled, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private Uni<Void> workOn(String desktopId) {
        return claims.claim(desktopId)
                .chain(claim -> claim.isEmpty() ? nothing() : work(claim.get()))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("not reconciled, trying again desktop=%s why=%s", desktopId, failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> work(Claim claim) {
        return step.take(claim)
                .chain(progress -> claims.settle(claim, progress))
                .invoke(next -> wakeAfter(claim.desktopId(), next))
                .replaceWithVoid();
    }

    private void wakeAfter(String desktopId, Optional<Duration> wait) {
        wait.filter(soon -> soon.compareTo(SCAN) < 0)
                .ifPresent(soon -> vertx.setTimer(Math.max(1, soon.toMillis()), _ -> wake(desktopId)));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
