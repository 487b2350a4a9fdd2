package io.bureau.desktops.webhook;

import io.bureau.kit.http.Background;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** Looks for events and for deliveries that are due, and sends these beside one another. No transaction waits for a receiver. */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private final FanOut fanOut;
    private final DeliveryClaims claims;
    private final Sender sender;
    private final WebhooksConfig config;
    private final Background background;
    private final Vertx vertx;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean stopping;

    Dispatcher(
            FanOut fanOut,
            DeliveryClaims claims,
            Sender sender,
            WebhooksConfig config,
            Background background,
            Vertx vertx) {
        this.fanOut = fanOut;
        this.claims = claims;
        this.sender = sender;
        this.config = config;
        this.background = background;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(config.look().toMillis(), _ -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }

    private void look() {
        if (!stopping && looking.compareAndSet(false, true)) {
            background.run(() -> takeOn().onTermination().invoke(() -> looking.set(false)));
        }
    }

    private Uni<Void> takeOn() {
        return fanOut.isBehind()
                .chain(behind -> behind ? fanOut.advance() : Uni.createFrom().voidItem())
                .chain(this::claim)
                .invoke(claimed -> claimed.forEach(this::deliver))
                .onFailure()
                .invoke(failure -> LOG.warnf("webhooks not looked for, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<List<Envelope>> claim() {
        int free = config.attemptsAtOnce() - underWay.get();
        return free <= 0 ? Uni.createFrom().item(List.of()) : claims.claim(free);
    }

    private void deliver(Envelope envelope) {
        underWay.incrementAndGet();
        background.run(() -> Uni.createFrom()
                .deferred(() -> sender.send(envelope))
                .chain(attempt -> claims.settle(envelope, attempt))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "webhook not settled, sending it again delivery=%s why=%s", envelope.id(), failure.toString()))
                .onFailure()
                .recoverWithNull()
                .onTermination()
                .invoke(this::done));
    }

    /** There may be more that waited for its turn. */
    private void done() {
        underWay.decrementAndGet();
        look();
    }
}
