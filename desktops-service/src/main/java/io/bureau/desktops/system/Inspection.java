package io.bureau.desktops.system;

import io.bureau.desktops.driver.DesktopDriver;
import io.bureau.desktops.driver.EngineReport;
import io.bureau.desktops.driver.EngineUnavailable;
import io.bureau.desktops.driver.Guard;
import io.bureau.desktops.driver.Guard.Enforced;
import io.bureau.kit.http.OwnContext;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Looks into what keeps desktops apart, now and then: what is not in force, or not any more, stands in the log once. */
@ApplicationScoped
class Inspection {

    private static final Logger LOG = Logger.getLogger(Inspection.class);

    private final DesktopDriver driver;
    private final SystemConfig.Report config;
    private final Clock clock;
    private final Map<String, Enforced> logged = new ConcurrentHashMap<>();
    private volatile Findings last;

    Inspection(DesktopDriver driver, SystemConfig config, Clock clock) {
        this.driver = driver;
        this.config = config.report();
        this.clock = clock;
    }

    /** Fails with {@link EngineUnavailable} if nothing can be found out and nothing recent is known. */
    Uni<Findings> findings() {
        var known = last;
        return known != null && clock.instant().isBefore(known.at().plus(config.fresh()))
                ? Uni.createFrom().item(known)
                : inspect();
    }

    @Scheduled(every = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return inspect()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.debugf("engine not inspected, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Findings> inspect() {
        var told = driver.report()
                .ifNoItem()
                .after(config.patience())
                .failWith(() -> new EngineUnavailable("The container engine takes too long"));
        return OwnContext.resume(told).map(this::keep);
    }

    private Findings keep(EngineReport report) {
        var found = new Findings(report, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        last = found;
        log(report.guards());
        return found;
    }

    private void log(List<Guard> guards) {
        for (var guard : guards) {
            var before = logged.get(guard.name());
            // That it cannot be told any more, because the last desktop has stopped, is no news.
            if (before == guard.enforced() || (before != null && guard.enforced() == Enforced.UNKNOWN)) {
                continue;
            }
            logged.put(guard.name(), guard.enforced());
            if (guard.enforced() == Enforced.NO) {
                LOG.warnf("isolation not in force property=%s why=%s", guard.name(), guard.detail());
            } else {
                LOG.infof("isolation property=%s enforced=%s why=%s", guard.name(), guard.enforced(), guard.detail());
            }
        }
    }
}
