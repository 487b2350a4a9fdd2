package io.bureau.identity.session;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * When sessions were last used: gathered, and stored every two seconds for those whose stored time has become too old. So
 * a session is written once in {@link SessionConfig#lastSeenResolution}, and may end by that much too early, never late.
 */
@ApplicationScoped
class SeenSessions {

    private static final Logger LOG = Logger.getLogger(SeenSessions.class);
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /** Locks in the order of the ids, so that two batches never deadlock. */
    private static final String STORE = """
            UPDATE session SET last_seen_at = seen.at
            FROM (
                SELECT known.id, used.at
                FROM unnest($1::text[], $2::timestamptz[]) AS used (id, at)
                JOIN session AS known ON known.id = used.id
                WHERE known.last_seen_at < used.at AND known.ended_at IS NULL
                ORDER BY known.id
                FOR UPDATE OF known
            ) AS seen
            WHERE session.id = seen.id
            """;

    private final Pool pool;
    private final SessionConfig config;
    private final Map<String, Instant> gathered = new ConcurrentHashMap<>();

    SeenSessions(Pool pool, SessionConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** Costs no write: {@code session} was used at {@code now}. */
    void record(StoredSession session, Instant now) {
        if (!now.isBefore(session.lastSeenAt.plus(config.lastSeenResolution()))) {
            gathered.merge(session.id, now, (a, b) -> a.isAfter(b) ? a : b);
        }
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> store() {
        var seen = new TreeMap<>(gathered.keySet().stream().collect(Collectors.toMap(id -> id, gathered::remove)));
        if (seen.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ids = seen.keySet().toArray(String[]::new);
        var times =
                seen.values().stream().map(at -> at.atOffset(ZoneOffset.UTC)).toArray(OffsetDateTime[]::new);
        return pool.preparedQuery(STORE)
                .execute(Tuple.of(ids, times))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf("last uses not stored, keeping them count=%d why=%s", ids.length, failure.toString());
                    seen.forEach((id, at) -> gathered.putIfAbsent(id, at));
                    return Uni.createFrom().voidItem();
                });
    }

    void stop(@Observes ShutdownEvent event) {
        store().onFailure().recoverWithNull().await().atMost(FAREWELL);
    }
}
