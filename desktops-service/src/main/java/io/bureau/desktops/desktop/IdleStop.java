package io.bureau.desktops.desktop;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Stops desktops that nobody uses, where an operator wants that. The row is looked at again under its lock, so that a use
 * that {@link Activity} has admitted keeps the desktop running, and none is admitted afterwards.
 */
@ApplicationScoped
class IdleStop {

    /** Less would stop desktops between two thoughts. */
    static final Duration LEAST = Duration.ofMinutes(1);

    private static final Logger LOG = Logger.getLogger(IdleStop.class);
    private static final int MOST = 128;

    private final Desktops desktops;
    private final Journal journal;
    private final Reconciler reconciler;
    private final Clock clock;
    private final Optional<Duration> limit;

    IdleStop(Desktops desktops, Journal journal, Reconciler reconciler, DesktopsConfig config, Clock clock) {
        this.desktops = desktops;
        this.journal = journal;
        this.reconciler = reconciler;
        this.clock = clock;
        this.limit = config.idleStop();
    }

    void check(@Observes StartupEvent event) {
        if (limit.filter(wait -> wait.compareTo(LEAST) < 0).isPresent()) {
            throw new IllegalArgumentException("bureau.desktops.idle-stop must be a minute or more");
        }
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return limit.map(this::stopIdle)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.warnf("idle desktops not looked for, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> stopIdle(Duration limit) {
        return idle(since(limit))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(id -> stop(id, limit).invoke(stopped -> reconciler.wake(id)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    @WithSession
    Uni<List<String>> idle(Instant since) {
        return desktops.idle(since, MOST);
    }

    /** Whether it was, still, to be stopped. */
    @WithTransaction
    Uni<Boolean> stop(String id, Duration limit) {
        return desktops.lock(id)
                .chain(desktop -> desktop != null && desktop.isIdle(since(limit))
                        ? stop(desktop, limit).replaceWith(true)
                        : Uni.createFrom().item(false));
    }

    private Uni<Void> stop(StoredDesktop desktop, Duration limit) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var before = desktop.status;
        desktop.becomeIdle(desktop.lifecycle().idle("Stopped after " + inWords(limit) + " without use"), now);
        return journal.unasked(desktop, before, Ask.STOP.action(), now);
    }

    /** As much earlier as it may have been used later than is known. */
    private Instant since(Duration limit) {
        return clock.instant().minus(limit).minus(Activity.GRAIN);
    }

    static String inWords(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % 3600 == 0) {
            return count(seconds / 3600, "hour");
        }
        return seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
