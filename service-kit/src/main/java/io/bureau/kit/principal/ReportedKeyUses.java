package io.bureau.kit.principal;

import io.bureau.kit.http.InternalClients;
import io.bureau.kit.http.Service;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Gathers uses and reports them to apikey-service every two seconds, one report at a time. */
@DefaultBean
@ApplicationScoped
class ReportedKeyUses implements KeyUses {

    private static final Logger LOG = Logger.getLogger(ReportedKeyUses.class);
    private static final long PERIOD_MILLIS = 2_000;
    private static final Duration LAST_REPORT = Duration.ofSeconds(1);

    private final InternalClients clients;
    private final Vertx vertx;
    private final GatheredKeyUses gathered = new GatheredKeyUses();
    private final AtomicBoolean underWay = new AtomicBoolean();

    ReportedKeyUses(InternalClients clients, Vertx vertx) {
        this.clients = clients;
        this.vertx = vertx;
    }

    @Override
    public void record(KeyUse use) {
        gathered.add(use);
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(PERIOD_MILLIS, _ -> reportUnlessUnderWay());
    }

    /**
     * What nobody would report any more: the report that was not answered yet, and what has gathered behind it. Waits for
     * the answers, but not for ever.
     */
    void stop(@Observes ShutdownEvent event) {
        report().chain(this::report)
                .ifNoItem()
                .after(LAST_REPORT)
                .recoverWithItem((Void) null)
                .await()
                .indefinitely();
    }

    private void reportUnlessUnderWay() {
        if (underWay.compareAndSet(false, true)) {
            report().onTermination()
                    .invoke(() -> underWay.set(false))
                    .subscribe()
                    .with(_ -> {});
        }
    }

    private Uni<Void> report() {
        return gathered.report()
                .map(this::send)
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> send(KeyUseReport report) {
        return Uni.createFrom()
                .deferred(() -> clients.to(Service.APIKEY).post("/internal/keys/uses", report, Void.class))
                .invoke(() -> gathered.settle(report))
                .onFailure()
                .invoke(() -> LOG.warnf(
                        "key uses not reported, trying again report=%s count=%d",
                        report.id(), report.uses().size()))
                .onFailure()
                .recoverWithNull();
    }
}
