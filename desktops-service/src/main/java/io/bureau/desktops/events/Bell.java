package io.bureau.desktops.events;

import io.bureau.kit.http.Background;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Wakes those who follow an organisation when it has new events: one look for all of them, and none without them. */
@ApplicationScoped
class Bell {

    private static final Logger LOG = Logger.getLogger(Bell.class);
    private static final int MOST = 1000;

    private final EventReader events;
    private final EventsConfig config;
    private final Background background;
    private final Vertx vertx;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final ConcurrentMap<String, Signal> waiting = new ConcurrentHashMap<>();
    /** {@code null} while nobody waits. */
    private volatile Position position;

    Bell(EventReader events, EventsConfig config, Background background, Vertx vertx) {
        this.events = events;
        this.config = config;
        this.background = background;
        this.vertx = vertx;
    }

    /** Given at the first event that is not to be seen yet; what is, one reads after having asked for this. */
    Signal next(String organisation) {
        return waiting.computeIfAbsent(organisation, _ -> new Signal());
    }

    /** Somebody follows this organisation no longer. Who still does waits anew, and without any nobody looks. */
    void left(String organisation) {
        ring(organisation);
    }

    /** Whether new events are looked for. */
    boolean isAwaited() {
        return !waiting.isEmpty();
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(config.look().toMillis(), _ -> lookUnlessUnderWay());
    }

    private void lookUnlessUnderWay() {
        if (underWay.compareAndSet(false, true)) {
            background.run(() -> look().onTermination().invoke(() -> underWay.set(false)));
        }
    }

    private Uni<Void> look() {
        if (waiting.isEmpty()) {
            position = null;
            return Uni.createFrom().voidItem();
        }
        return (position == null ? begin() : goOn())
                .onFailure()
                .invoke(failure -> LOG.warnf("events not looked for, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** Everybody who came before may have missed something. */
    private Uni<Void> begin() {
        return events.now()
                .invoke(now -> {
                    position = now;
                    waiting.keySet().forEach(this::ring);
                })
                .replaceWithVoid();
    }

    private Uni<Void> goOn() {
        return events.after(position, MOST).invoke(this::ringFor).replaceWithVoid();
    }

    private void ringFor(List<ToldEvent> found) {
        if (!found.isEmpty()) {
            position = found.getLast().position();
            found.stream().map(ToldEvent::organisation).distinct().forEach(this::ring);
        }
    }

    private void ring(String organisation) {
        var signal = waiting.remove(organisation);
        if (signal != null) {
            signal.give();
        }
    }
}
