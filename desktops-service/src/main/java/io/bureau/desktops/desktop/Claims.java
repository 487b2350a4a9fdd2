package io.bureau.desktops.desktop;

import io.bureau.kit.id.Ids;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Who works on which desktop. A claim is a lease in the row: a replica that dies with it leaves nothing stuck, because
 * another one may claim the desktop as soon as the lease has run out.
 */
@ApplicationScoped
class Claims {

    private static final int MOST = 128;
    private static final Duration FIRST_RETRY = Duration.ofMillis(250);

    private final Desktops desktops;
    private final Journal journal;
    private final DesktopsConfig.Reconcile config;
    private final Clock clock;

    Claims(Desktops desktops, Journal journal, DesktopsConfig config, Clock clock) {
        this.desktops = desktops;
        this.journal = journal;
        this.config = config.reconcile();
        this.clock = clock;
    }

    /** The desktops for which something is to be done and nobody is at it. */
    @WithSession
    Uni<List<String>> due() {
        return desktops.due(clock.instant(), MOST);
    }

    /** The claim on this desktop; empty if there is nothing to do, or somebody is at it. */
    @WithTransaction
    Uni<Optional<Claim>> claim(String id) {
        var now = clock.instant();
        var lease = Ids.next("lse");
        return desktops.lease(id, lease, now, now.plus(config.lease()))
                .chain(taken -> taken
                        ? desktops.findById(id).map(desktop -> Optional.of(desktop.toClaim()))
                        : Uni.createFrom().item(Optional.empty()));
    }

    /** Makes what is to be done for this desktop some time be done now: somebody has found that it does not answer. */
    @WithTransaction
    Uni<Void> hurry(String id) {
        return desktops.update(
                        "dueAt = ?1 where id = ?2 and status = ?3 and dueAt > ?1", clock.instant(), id, Status.RUNNING)
                .replaceWithVoid();
    }

    /**
     * Writes down what came of a claim, and ends it. If the desktop was changed meanwhile what came of it is history, and
     * the change is what is to be done next.
     *
     * @return after how long there is more to do; empty for nothing
     */
    @WithTransaction
    Uni<Optional<Duration>> settle(Claim claim, Progress progress) {
        return desktops.lock(claim.desktopId())
                .chain(desktop -> desktop == null || !claim.lease().equals(desktop.lease)
                        ? Uni.createFrom().item(Optional.empty())
                        : settle(desktop, claim, progress));
    }

    private Uni<Optional<Duration>> settle(StoredDesktop desktop, Claim claim, Progress progress) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        desktop.release();
        var written = desktop.revision == claim.revision()
                ? write(desktop, progress, now)
                : Uni.createFrom().voidItem();
        return written.replaceWith(() -> Optional.ofNullable(desktop.dueAt).map(due -> until(due, now)));
    }

    private Uni<Void> write(StoredDesktop desktop, Progress progress, Instant now) {
        return switch (progress) {
            case Progress.Became(var next) -> become(desktop, next, now);
            case Progress.Started(var machine) -> {
                desktop.isAt(machine);
                yield again(desktop, Duration.ZERO, now);
            }
            case Progress.Again(var after) -> again(desktop, after, now);
            case Progress.Silent _ -> doubt(desktop, now);
            case Progress.Hindered(var why) -> hinder(desktop, why, now);
        };
    }

    private Uni<Void> become(StoredDesktop desktop, Lifecycle next, Instant now) {
        var before = desktop.status;
        desktop.become(next, now);
        if (next.status() == Status.RUNNING) {
            desktop.dueAt = now.plus(config.checkInterval());
        }
        return next.status() == Status.ERROR
                ? journal.unasked(desktop, before, "desktop.fail", now)
                : journal.followed(desktop, before, now);
    }

    /** One silence may be a busy machine's. */
    private Uni<Void> doubt(StoredDesktop desktop, Instant now) {
        desktop.attempts++;
        if (desktop.attempts < config.silences()) {
            desktop.dueAt = now.plus(backoff(desktop.attempts));
            return Uni.createFrom().voidItem();
        }
        var before = desktop.status;
        var life = desktop.lifecycle();
        desktop.become(desktop.isSpare() ? life.discarded("It does not answer any more") : life.silent(), now);
        return journal.unasked(desktop, before, "desktop.correct", now);
    }

    private Uni<Void> hinder(StoredDesktop desktop, String why, Instant now) {
        if (isOutOfTime(desktop, now)) {
            return become(desktop, desktop.lifecycle().failed(why), now);
        }
        desktop.statusReason = why;
        desktop.attempts++;
        desktop.dueAt = now.plus(backoff(desktop.attempts));
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> again(StoredDesktop desktop, Duration after, Instant now) {
        if (isOutOfTime(desktop, now)) {
            var why =
                    "The desktop did not answer within " + config.bootTimeout().toSeconds() + " s";
            return become(desktop, desktop.lifecycle().failed(why), now);
        }
        if (desktop.attempts > 0) {
            // What stood in the way does not any more; why it began again, if it did, is still to be read.
            desktop.statusReason = null;
        }
        desktop.attempts = 0;
        desktop.dueAt = now.plus(after);
        return Uni.createFrom().voidItem();
    }

    /** Starting has an end; stopping and destroying are tried until they are done. */
    private boolean isOutOfTime(StoredDesktop desktop, Instant now) {
        return switch (desktop.status) {
            case PENDING, BOOTING -> !now.isBefore(desktop.statusSince.plus(config.bootTimeout()));
            default -> false;
        };
    }

    private Duration backoff(int attempts) {
        var doubled = FIRST_RETRY.multipliedBy(1L << Math.min(attempts - 1, 10));
        return doubled.compareTo(config.longestRetry()) < 0 ? doubled : config.longestRetry();
    }

    private static Duration until(Instant due, Instant now) {
        return due.isAfter(now) ? Duration.between(now, due) : Duration.ZERO;
    }
}
