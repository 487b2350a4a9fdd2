package io.bureau.desktops.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.desktops.desktop.LiveDesktops;
import io.bureau.desktops.desktop.RunningDesktop;
import io.bureau.desktops.events.Metrics;
import io.bureau.kit.http.Background;
import io.bureau.kit.principal.Principal;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Measures the desktops that somebody follows by this replica: each once in a period, however many follow it. */
@ApplicationScoped
class Meters implements Metrics {

    private static final Logger LOG = Logger.getLogger(Meters.class);

    /** Silent desktops are waited for side by side, so that they do not hold up the others. */
    private static final int AT_ONCE = 16;

    private final LiveDesktops desktops;
    private final Gauge gauge;
    private final MetricsConfig config;
    private final Background background;
    private final ObjectMapper json;
    private final Clock clock;
    private final Vertx vertx;
    private final ConcurrentMap<String, Meter> meters = new ConcurrentHashMap<>();

    Meters(
            LiveDesktops desktops,
            Gauge gauge,
            MetricsConfig config,
            Background background,
            ObjectMapper json,
            Clock clock,
            Vertx vertx) {
        this.desktops = desktops;
        this.gauge = gauge;
        this.config = config;
        this.background = background;
        this.json = json;
        this.clock = clock;
        this.vertx = vertx;
    }

    @Override
    public Uni<Multi<String>> follow(Set<String> ids, Principal principal) {
        return desktops.own(ids, principal)
                .map(own -> Multi.createFrom().emitter(follower -> join(own, follower), BackPressureStrategy.DROP));
    }

    /** Whether anything is measured. */
    boolean isFollowed() {
        return !meters.isEmpty();
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(config.period().toMillis(), _ -> measure(meters.keySet()));
    }

    /** Measured at once, so that there is something to compare with when the period is over. */
    private void join(Set<String> ids, MultiEmitter<? super String> follower) {
        ids.forEach(id -> meters.compute(id, (_, meter) -> {
            var present = meter == null ? new Meter() : meter;
            present.add(follower);
            return present;
        }));
        follower.onTermination(() ->
                ids.forEach(id -> meters.computeIfPresent(id, (_, meter) -> meter.remove(follower) ? null : meter)));
        measure(ids);
    }

    private void measure(Set<String> ids) {
        var wanted = Set.copyOf(ids);
        if (!wanted.isEmpty()) {
            background.run(() -> desktops.running(wanted)
                    .invoke(running -> interruptOthers(wanted, running))
                    .chain(this::readAll)
                    .onFailure()
                    .invoke(failure -> LOG.warnf("desktops not measured, trying again why=%s", failure.toString()))
                    .onFailure()
                    .recoverWithNull());
        }
    }

    private void interruptOthers(Set<String> wanted, List<RunningDesktop> running) {
        var ids = running.stream().map(RunningDesktop::id).collect(Collectors.toSet());
        wanted.stream().filter(id -> !ids.contains(id)).forEach(id -> {
            var meter = meters.get(id);
            if (meter != null) {
                meter.interrupted();
            }
        });
    }

    private Uni<Void> readAll(List<RunningDesktop> running) {
        return Multi.createFrom()
                .iterable(running)
                .onItem()
                .transformToUni(this::read)
                .merge(AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> read(RunningDesktop desktop) {
        var meter = meters.get(desktop.id());
        if (meter == null || !meter.beginReading()) {
            return Uni.createFrom().voidItem();
        }
        if (meter.beginCounting(config.diskPeriod())) {
            background.run(() -> countDisk(desktop, meter));
        }
        return gauge.read(desktop.target())
                .ifNoItem()
                .after(config.patience())
                .fail()
                .invoke(reading -> tell(desktop, meter, reading))
                .onFailure()
                .invoke(failure -> {
                    LOG.debugf("desktop not measured desktop=%s why=%s", desktop.id(), failure.toString());
                    meter.interrupted();
                })
                .onFailure()
                .recoverWithNull()
                .onTermination()
                .invoke(meter::readingDone)
                .replaceWithVoid();
    }

    private void tell(RunningDesktop desktop, Meter meter, Reading reading) {
        var before = meter.swap(reading);
        var percent = before == null ? null : reading.cpuPercentSince(before, desktop.cpus());
        if (percent != null) {
            meter.tell(write(new Measurement(
                    desktop.id(),
                    percent,
                    reading.memoryBytes(),
                    desktop.memoryBytes(),
                    meter.disk(),
                    desktop.diskBytes(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS))));
        }
    }

    private Uni<Void> countDisk(RunningDesktop desktop, Meter meter) {
        return gauge.disk(desktop.target())
                .ifNoItem()
                .after(config.diskPatience())
                .fail()
                .onFailure()
                .invoke(failure -> LOG.debugf("disk not counted desktop=%s why=%s", desktop.id(), failure.toString()))
                .onFailure()
                .recoverWithNull()
                .invoke(meter::counted)
                .replaceWithVoid();
    }

    private String write(Measurement measurement) {
        try {
            return json.writeValueAsString(measurement);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
