package io.bureau.apikey.key;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Says how many live keys hang on which version of the pepper: in the metric {@code bureau_keys_by_pepper}, and in the log when
 * that has changed. A version without keys may be deleted.
 */
@ApplicationScoped
class PepperReport {

    private static final Logger LOG = Logger.getLogger(PepperReport.class);

    private static final String COUNT = """
            SELECT pepper_version, count(*) AS keys FROM api_key
            WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $1) AND (ends_at IS NULL OR ends_at > $1)
            GROUP BY pepper_version
            """;

    private final Pool pool;
    private final Peppers peppers;
    private final Clock clock;
    private final MultiGauge gauge;
    private volatile SortedMap<Integer, Long> told = new TreeMap<>();

    PepperReport(Pool pool, Peppers peppers, Clock clock, MeterRegistry metrics) {
        this.pool = pool;
        this.peppers = peppers;
        this.clock = clock;
        this.gauge = MultiGauge.builder("bureau.keys.by.pepper")
                .description("Live keys by the version of the pepper that they are hashed under")
                .register(metrics);
    }

    @Scheduled(every = "1m", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> report() {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    var counts = new TreeMap<Integer, Long>();
                    rows.forEach(row -> counts.put(row.getInteger("pepper_version"), row.getLong("keys")));
                    return counts;
                })
                .invoke(this::tell)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("keys not counted, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private void tell(SortedMap<Integer, Long> counts) {
        gauge.register(
                counts.entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of("version", entry.getKey().toString()), entry.getValue()))
                        .toList(),
                true);
        int current = peppers.currentVersion();
        long behind = counts.headMap(current).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (!counts.keySet().equals(told.keySet()) || behind > 0 && !counts.equals(told)) {
            LOG.infof("live keys by pepper current=%d behind=%d counts=%s", current, behind, counts);
        }
        told = counts;
    }
}
