package io.bureau.apikey.usage;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Forgets what is too old to be asked for. */
@ApplicationScoped
class UsageRetention {

    private static final Logger LOG = Logger.getLogger(UsageRetention.class);

    private final Pool pool;
    private final UsageConfig config;
    private final Clock clock;

    UsageRetention(Pool pool, UsageConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        var now = clock.instant();
        var oldestHour = now.minus(config.usageRetention());
        return delete("DELETE FROM key_hour WHERE hour < $1", oldestHour)
                .chain(() -> delete("DELETE FROM key_hour_address WHERE hour < $1", oldestHour))
                .chain(() ->
                        delete("DELETE FROM use_report WHERE applied_at < $1", now.minus(config.useReportMemory())))
                .onFailure()
                .invoke(failure -> LOG.warnf("old usage not forgotten, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> delete(String sql, Instant before) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
