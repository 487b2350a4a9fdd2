package io.bureau.desktops.desktop;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.Background;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * When desktops were last used. It is kept in Postgres, so that what one replica sees counts for all of them and is not
 * forgotten; each replica writes it at most once in {@link #GRAIN} for each desktop, whatever is done there.
 */
@ApplicationScoped
public class Activity {

    /** How much later than it is known a desktop may have been used. */
    static final Duration GRAIN = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(Activity.class);

    private final Desktops desktops;
    private final Background background;
    private final Clock clock;

    /** When this replica has last written, committed by now. */
    private final ConcurrentMap<String, Instant> written = new ConcurrentHashMap<>();

    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Activity(Desktops desktops, Background background, Clock clock) {
        this.desktops = desktops;
        this.background = background;
        this.clock = clock;
    }

    /**
     * This desktop is in use now. Whoever uses it for long, such as a view that is open, says so at least every {@link #GRAIN}
     * or so; costs next to nothing, returns at once.
     */
    public void touch(String desktopId) {
        if (!isWritten(desktopId) && underWay.add(desktopId)) {
            background.run(() -> write(desktopId)
                    .onFailure()
                    .invoke(failure -> LOG.warnf("use not noted desktop=%s why=%s", desktopId, failure.toString()))
                    .onFailure()
                    .recoverWithItem(false)
                    .onTermination()
                    .invoke(() -> underWay.remove(desktopId))
                    .replaceWithVoid());
        }
    }

    /**
     * This desktop is about to be used. Once this has completed it is not stopped for not having been, and if that has begun
     * this fails with 503 {@code DESKTOP_NOT_READY}: whichever is first in Postgres has its way.
     */
    Uni<Void> begin(String desktopId) {
        return isWritten(desktopId)
                ? Uni.createFrom().voidItem()
                : write(desktopId).invoke(Activity::requireRunning).replaceWithVoid();
    }

    /** Whether the desktop still runs, so that it could be written down. */
    private Uni<Boolean> write(String desktopId) {
        var now = clock.instant();
        return store(desktopId, now).invoke(running -> {
            if (running) {
                written.put(desktopId, now);
            }
        });
    }

    @WithTransaction
    Uni<Boolean> store(String desktopId, Instant now) {
        return desktops.used(desktopId, now);
    }

    /** What was written so long ago that it is written again says nothing any more. */
    @Scheduled(every = "1m")
    void forget() {
        written.values().removeIf(at -> !isFresh(at));
    }

    private boolean isWritten(String desktopId) {
        var at = written.get(desktopId);
        return at != null && isFresh(at);
    }

    private boolean isFresh(Instant at) {
        return clock.instant().isBefore(at.plus(GRAIN));
    }

    private static void requireRunning(boolean running) {
        if (!running) {
            throw ApiException.unavailable(
                    "DESKTOP_NOT_READY",
                    "The desktop does not answer any more; it is being stopped",
                    Duration.ofSeconds(1));
        }
    }
}
