package io.bureau.desktops.desktop;

import io.bureau.kit.http.Background;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/** Keeps control with those who use it, and takes it from those who do not. */
@ApplicationScoped
public class Controls {

    private static final Logger LOG = Logger.getLogger(Controls.class);

    private record Use(String desktopId, String user) {}

    private final ControlStore store;
    private final Background background;
    private final Event<ControlChanged> changed;
    private final ConcurrentMap<Use, Long> written = new ConcurrentHashMap<>();

    Controls(ControlStore store, Background background, Event<ControlChanged> changed) {
        this.store = store;
        this.background = background;
        this.changed = changed;
    }

    /** The user does something on a desktop that he has control of. Returns at once; not every call writes. */
    public void used(String desktopId, String user) {
        var use = new Use(desktopId, user);
        long now = System.nanoTime();
        var last = written.get(use);
        if (last == null || now - last > ControlStore.LATE.toNanos()) {
            written.put(use, now);
            background.run(() -> store.extend(desktopId, user));
        }
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expire() {
        long now = System.nanoTime();
        written.values().removeIf(last -> now - last > ControlStore.LATE.toNanos());
        return store.runOut()
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(id -> store.expire(id).invoke(() -> changed.fire(new ControlChanged(id))))
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("control not expired, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
