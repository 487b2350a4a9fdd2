package io.bureau.apikey.usage;

import io.bureau.kit.principal.GatheredKeyUses;
import io.bureau.kit.principal.KeyUse;
import io.bureau.kit.principal.KeyUseReport;
import io.bureau.kit.principal.KeyUses;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The uses that this service itself sees: gathered, and stored every two seconds. */
@ApplicationScoped
class StoredKeyUses implements KeyUses {

    private static final Logger LOG = Logger.getLogger(StoredKeyUses.class);
    private static final Duration LAST_WRITE = Duration.ofSeconds(1);

    private final UseReports reports;
    private final GatheredKeyUses gathered = new GatheredKeyUses();

    StoredKeyUses(UseReports reports) {
        this.reports = reports;
    }

    @Override
    public void record(KeyUse use) {
        gathered.add(use);
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> store() {
        return gathered.report()
                .map(this::store)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** What nobody would store any more, a report that failed included; waits for it, but not for ever. */
    void stop(@Observes ShutdownEvent event) {
        store().chain(() -> store())
                .ifNoItem()
                .after(LAST_WRITE)
                .recoverWithItem((Void) null)
                .await()
                .indefinitely();
    }

    private Uni<Void> store(KeyUseReport report) {
        return reports.apply(report)
                .invoke(() -> gathered.settle(report))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "key uses not stored, trying again report=%s why=%s", report.id(), failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
