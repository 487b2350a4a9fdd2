package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.DesktopDriver;
import io.bureau.desktops.driver.EngineUnavailable;
import io.bureau.desktops.driver.Machine;
import io.bureau.kit.http.OwnContext;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Compares the machines there are with what is known of them: finds those that broke, and those nobody owns. */
@ApplicationScoped
class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);

    private final DesktopDriver driver;
    private final Sightings sightings;
    private final Reconciler reconciler;
    private final DesktopsConfig.Reconcile config;
    private volatile boolean engineAway;

    Sweep(DesktopDriver driver, Sightings sightings, Reconciler reconciler, DesktopsConfig config) {
        this.driver = driver;
        this.sightings = sightings;
        this.reconciler = reconciler;
        this.config = config.reconcile();
    }

    @Scheduled(every = "${bureau.desktops.sweep-interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return compare().onFailure().invoke(this::tell).onFailure().recoverWithNull();
    }

    /**
     * What is known is read first: if it is still the same when a difference is written down, the list of machines was made
     * while it held. Owners are looked up last, so that no machine can be older than the row it belongs to.
     */
    Uni<Void> compare() {
        return sightings
                .expected()
                .chain(expected ->
                        machines().chain(machines -> correct(expected, machines).chain(() -> removeOrphans(machines))));
    }

    private Uni<List<Machine>> machines() {
        var listed = driver.list()
                .ifNoItem()
                .after(config.callDeadline())
                .failWith(() -> new EngineUnavailable("The container engine takes too long"));
        return OwnContext.resume(listed).invoke(() -> engineAway = false);
    }

    private Uni<Void> correct(List<Sighting> expected, List<Machine> machines) {
        var byId = machines.stream().collect(Collectors.toMap(Machine::desktopId, Function.identity(), (a, _) -> a));
        var different = expected.stream()
                .filter(sighting -> !sighting.agreesWith(byId.get(sighting.desktopId())))
                .toList();
        return Multi.createFrom()
                .iterable(different)
                .onItem()
                .transformToUniAndConcatenate(sighting -> correct(sighting, byId.get(sighting.desktopId())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> correct(Sighting sighting, Machine machine) {
        return sightings
                .differs(sighting, machine != null && machine.running())
                .invoke(() -> reconciler.wake(sighting.desktopId()));
    }

    private Uni<Void> removeOrphans(List<Machine> machines) {
        var ids = machines.stream().map(Machine::desktopId).collect(Collectors.toSet());
        return ids.isEmpty()
                ? Uni.createFrom().voidItem()
                : sightings.owned(ids).chain(owned -> remove(ids, owned));
    }

    private Uni<Void> remove(Set<String> ids, Set<String> owned) {
        var removed = Multi.createFrom()
                .iterable(ids)
                .filter(id -> !owned.contains(id))
                .onItem()
                .transformToUniAndConcatenate(
                        id -> driver.destroy(id).invoke(() -> LOG.infof("orphan removed desktop=%s", id)))
                .collect()
                .last()
                .replaceWithVoid();
        return OwnContext.resume(removed);
    }

    /** Once per outage: an installation without an engine must not fill its log. */
    private void tell(Throwable failure) {
        if (!(failure instanceof EngineUnavailable)) {
            LOG.warnf("machines not compared, trying again why=%s", failure.toString());
        } else if (!engineAway) {
            engineAway = true;
            LOG.warnf("engine not answering why=%s", failure.getMessage());
        }
    }
}
