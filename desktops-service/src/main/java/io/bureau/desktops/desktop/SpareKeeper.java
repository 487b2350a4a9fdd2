package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.DesktopDriver;
import io.bureau.desktops.driver.EngineUnavailable;
import io.bureau.desktops.driver.MachineFailed;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.id.Ids;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Sees to it that there are as many spares as configured, and none that one would not want. */
@ApplicationScoped
class SpareKeeper {

    private static final Logger LOG = Logger.getLogger(SpareKeeper.class);

    private final Spares spares;
    private final Pool pool;
    private final EngineCheck engine;
    private final DesktopDriver driver;
    private final DesktopsConfig.Reconcile config;
    private final Reconciler reconciler;
    private final MultiGauge gauge;

    SpareKeeper(
            Spares spares,
            Pool pool,
            EngineCheck engine,
            DesktopDriver driver,
            DesktopsConfig config,
            Reconciler reconciler,
            MeterRegistry metrics) {
        this.spares = spares;
        this.pool = pool;
        this.engine = engine;
        this.driver = driver;
        this.config = config.reconcile();
        this.reconciler = reconciler;
        this.gauge = MultiGauge.builder("bureau.desktops.spares.ready")
                .description("Desktops that run before anybody has asked for them")
                .register(metrics);
    }

    /** Also where none are wanted: there may be some from before. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refill() {
        return quietly(
                pool.wanted().isEmpty()
                        ? spares.exist().chain(exist -> exist ? fill(false) : nothing())
                        : canMake().chain(this::fill).chain(() -> count()));
    }

    /** A name of an image may stand for another one than it did when a spare was made. */
    @Scheduled(every = "30s", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> discardOutdated() {
        return quietly(spares.ready()
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(spare -> discardIfOutdated(spare.id))
                .collect()
                .last()
                .replaceWithVoid());
    }

    private Uni<Void> fill(boolean mayMake) {
        return spares.refill(mayMake)
                .invoke(due -> due.forEach(reconciler::wake))
                .replaceWithVoid();
    }

    private Uni<Void> discardIfOutdated(String id) {
        var outdated = driver.isOutdated(id)
                .ifNoItem()
                .after(config.callDeadline())
                .failWith(() -> new EngineUnavailable("The container engine takes too long"));
        return OwnContext.resume(outdated)
                .chain(differs -> differs ? spares.discard(id, "Its image has changed") : nothing())
                .invoke(() -> reconciler.wake(id));
    }

    /** As long as the engine is away it is told of elsewhere. */
    private Uni<Boolean> canMake() {
        return engine.answers(Ids.next("dsk"))
                .replaceWith(true)
                .onFailure(failure -> failure instanceof EngineUnavailable || failure instanceof MachineFailed)
                .recoverWithItem(false);
    }

    private Uni<Void> count() {
        return spares.ready().invoke(this::tell).replaceWithVoid();
    }

    private void tell(List<StoredDesktop> ready) {
        var counts = ready.stream().collect(Collectors.groupingBy(StoredDesktop::kind, Collectors.counting()));
        gauge.register(
                pool.wanted().keySet().stream()
                        .map(kind -> MultiGauge.Row.of(tags(kind), counts.getOrDefault(kind, 0L)))
                        .toList(),
                true);
    }

    private static Tags tags(Kind kind) {
        return Tags.of("image", kind.image(), "tier", kind.tier(), "screen", kind.width() + "x" + kind.height());
    }

    private static Uni<Void> quietly(Uni<Void> work) {
        return work.onFailure()
                .invoke(failure -> LOG.warnf("spares not looked after, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }
}
