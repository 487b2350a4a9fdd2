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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Gathers uses and reports them to apikey-service a few at a time, every two seconds. */
@DefaultBean
@ApplicationScoped
class ReportedKeyUses implements KeyUses {

    private static final Logger LOG = Logger.getLogger(ReportedKeyUses.class);
    private static final long PERIOD_MILLIS = 2_000;
    private static final Duration LAST_REPORT = Duration.ofSeconds(1);

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
        vertx.setPeriodic(PERIOD_MILLIS, _ -> report().subscribe().with(_ -> {}));
    }

    /** What nobody would report any more; waits for the answer, but not for ever. */
    void stop(@Observes ShutdownEvent event) {
        report().ifNoItem()
                .after(LAST_REPORT)
                .recoverWithItem((Void) null)
                .await()
                .indefinitely();
    }

    private Uni<Void> report() {
        var uses = gathered.keySet().stream()
                .map(gathered::remove)
                .filter(Objects::nonNull)
                .toList();
        if (uses.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(() -> clients.to(Service.APIKEY).post("/internal/keys/uses", new Report(uses), Void.class))
                .onFailure()
                .invoke(() -> keep(uses))
                .onFailure()
                .recoverWithNull();
    }

    private void keep(List<Use> uses) {
        LOG.warnf("key uses not reported, keeping them count=%d", uses.size());
        uses.forEach(use -> gathered.merge(use.keyId(), use, (newer, older) -> older.and(newer)));
    }
}
