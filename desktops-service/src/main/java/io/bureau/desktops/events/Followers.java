package io.bureau.desktops.events;

import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.RecentEnds;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationListener;
import io.bureau.kit.revocation.RevocationTail;
import io.bureau.kit.store.Store;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Those who follow events by this replica. Whose access ends follows no longer; whoever still may comes again. */
@ApplicationScoped
class Followers implements RevocationListener {

    private final EventReader events;
    private final Bell bell;
    private final Store store;
    private final EventsConfig config;
    private final Vertx vertx;
    private final Clock clock;
    private final RecentEnds ends;
    private final Set<Following> following = ConcurrentHashMap.newKeySet();

    Followers(
            EventReader events,
            Bell bell,
            Store store,
            EventsConfig config,
            Vertx vertx,
            RevocationTail revocations,
            Clock clock) {
        this.events = events;
        this.bell = bell;
        this.store = store;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
        this.ends = new RecentEnds(revocations::seen);
    }

    /**
     * The events of the principal's organisation behind {@code after}, or from now on if that is {@code null}; an empty list
     * now and then is a sign of life. Ends when the principal's access does, and after some minutes in any case.
     *
     * @param asOf how many revocations had been seen before the principal's credential was looked up
     */
    Uni<Multi<List<ToldEvent>>> follow(Principal principal, long asOf, Position after) {
        var one = new Following(principal, asOf, events, bell, store, config);
        following.add(one);
        if (ends.hasEnded(one) || ends.isUnsure(one)) {
            one.end();
        }
        long timer = vertx.setTimer(Math.max(1, longest(principal).toMillis()), _ -> one.end());
        return one.begin(after)
                .onFailure()
                .invoke(() -> leave(one, timer))
                .map(told -> told.onTermination().invoke(() -> leave(one, timer)));
    }

    /** No longer than its credential lasts. */
    private Duration longest(Principal principal) {
        var expiry = principal.credential().expiresAt();
        if (expiry == null) {
            return config.longest();
        }
        var left = Duration.between(clock.instant(), expiry);
        return left.compareTo(config.longest()) < 0 ? left : config.longest();
    }

    @Override
    public void onRevocation(Revocation revocation) {
        ends.heard(revocation).ifPresent(this::end);
    }

    @Override
    public void onGap() {
        ends.gap();
        end(ends::isUnsure);
    }

    /** Early, for the end waits for whatever is still under way. Whoever follows comes again, to another replica. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        end(_ -> true);
    }

    private void end(Predicate<? super Following> which) {
        following.stream().filter(which).forEach(Following::end);
    }

    private void leave(Following one, long timer) {
        vertx.cancelTimer(timer);
        following.remove(one);
        bell.left(one.principal().organisation().id());
    }
}
