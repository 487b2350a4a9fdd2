package io.bureau.desktops.events;

import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationListener;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** Those who follow events by this replica. Whose access ends follows no longer; whoever still may comes again. */
@ApplicationScoped
class Followers implements RevocationListener {

    /** Longer than it can take from looking at a credential to following. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private record Heard(Revocation revocation, long at) {

        boolean isFresh() {
            return System.nanoTime() - at < FRESH.toNanos();
        }
    }

    private final EventReader events;
    private final Bell bell;
    private final Store store;
    private final EventsConfig config;
    private final Vertx vertx;
    private final Queue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final Set<Following> following = ConcurrentHashMap.newKeySet();

    Followers(EventReader events, Bell bell, Store store, EventsConfig config, Vertx vertx) {
        this.events = events;
        this.bell = bell;
        this.store = store;
        this.config = config;
        this.vertx = vertx;
    }

    /**
     * The events of the principal's organisation behind {@code after}, or from now on if that is {@code null}; an empty list
     * now and then is a sign of life. Ends when the principal's access does, and after some minutes in any case.
     */
    Uni<Multi<List<ToldEvent>>> follow(Principal principal, Position after) {
        var one = new Following(principal, events, bell, store, config);
        following.add(one);
        if (heard.stream().anyMatch(each -> each.isFresh() && principal.isCoveredBy(each.revocation()))) {
            one.end();
        }
        long timer = vertx.setTimer(config.longest().toMillis(), _ -> one.end());
        return one.begin(after)
                .onFailure()
                .invoke(() -> leave(one, timer))
                .map(told -> told.onTermination().invoke(() -> leave(one, timer)));
    }

    @Override
    public void onRevocation(Revocation revocation) {
        heard.removeIf(each -> !each.isFresh());
        heard.add(new Heard(revocation, System.nanoTime()));
        end(one -> one.principal().isCoveredBy(revocation));
    }

    @Override
    public void onGap() {
        end(_ -> true);
    }

    private void end(Predicate<Following> which) {
        following.stream().filter(which).forEach(Following::end);
    }

    private void leave(Following one, long timer) {
        vertx.cancelTimer(timer);
        following.remove(one);
    }
}
