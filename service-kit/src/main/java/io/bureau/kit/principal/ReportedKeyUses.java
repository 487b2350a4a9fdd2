package io.bureau.kit.principal;

import io.bureau.kit.http.InternalClients;
import io.bureau.kit.http.Service;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Gathers uses and reports them to apikey-service a few at a time, every two seconds. */
@DefaultBean
@ApplicationScoped
class ReportedKeyUses implements KeyUses {

    private static final Logger LOG = Logger.getLogger(ReportedKeyUses.class);
    private static final long PERIOD_MILLIS = 2_000;

    record Use(String keyId, Instant at, String ip, long count) {

        Use and(Use later) {
            return new Use(keyId, later.at(), later.ip(), count + later.count());
        }
    }

    record Report(List<Use> uses) {}

    private final InternalClients clients;
    private final Clock clock;
    private final Vertx vertx;
    private final Map<String, Use> gathered = new ConcurrentHashMap<>();

    ReportedKeyUses(InternalClients clients, Clock clock, Vertx vertx) {
        this.clients = clients;
        this.clock = clock;
        this.vertx = vertx;
    }

    @Override
    public void record(String keyId, String ip) {
        gathered.merge(keyId, new Use(keyId, clock.instant(), ip, 1), Use::and);
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(PERIOD_MILLIS, _ -> report());
    }

    void stop(@Observes ShutdownEvent event) {
        report();
    }

    private void report() {
        var uses = gathered.keySet().stream().map(gathered::remove).toList();
        if (uses.isEmpty()) {
            return;
        }
        clients.to(Service.APIKEY)
                .post("/internal/keys/uses", new Report(uses), Void.class)
                .subscribe()
                .with(_ -> {}, failure -> {
                    LOG.warnf("key uses not reported, keeping them count=%d", uses.size());
                    uses.forEach(use -> gathered.merge(use.keyId(), use, (newer, older) -> older.and(newer)));
                });
    }
}
