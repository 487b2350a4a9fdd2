package io.bureau.apikey.leak;

import io.bureau.apikey.key.KeyHash;
import io.bureau.kit.audit.Actor;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The reports that are accepted and not yet dealt with. Plain SQL: entities know no arrays of bytes. */
@ApplicationScoped
class LeakReports {

    /** Longer than dealing with one batch takes, so that nobody takes over from someone who is still at it. */
    private static final Duration CLAIM = Duration.ofSeconds(10);

    static final int BATCH = 20;

    private static final String ADD = """
            INSERT INTO leak_report (id, pepper_versions, hashes, ip, user_agent, request_id, due_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String CLAIM_DUE = """
            UPDATE leak_report SET due_at = $1
            WHERE id IN (SELECT id FROM leak_report WHERE due_at <= $2 ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
            RETURNING id, pepper_versions, hashes, ip, user_agent, request_id
            """;

    private static final String REMOVE = "DELETE FROM leak_report WHERE id = :id";

    private final Pool pool;

    LeakReports(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> add(LeakReport report, Instant now) {
        var versions = report.hashes().stream().map(KeyHash::pepperVersion).toArray(Integer[]::new);
        var hashes = report.hashes().stream()
                .map(hash -> Buffer.buffer(hash.value()))
                .toArray(Buffer[]::new);
        var reporter = report.reporter();
        return pool.preparedQuery(ADD)
                .execute(Tuple.from(List.of(report.id(), versions, hashes))
                        .addString(reporter.ip())
                        .addString(reporter.userAgent())
                        .addString(reporter.requestId())
                        .addValue(now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Takes what is due, so that no other replica does until the claim ends; nothing is locked meanwhile. */
    Uni<List<LeakReport>> claimDue(Instant now) {
        return pool.preparedQuery(CLAIM_DUE)
                .execute(Tuple.of(now.plus(CLAIM).atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC), BATCH))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(LeakReports::read)
                        .toList());
    }

    /** Joins the transaction at hand; false if somebody else has dealt with it. */
    Uni<Boolean> remove(LeakReport report) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(REMOVE)
                        .setParameter("id", report.id())
                        .executeUpdate())
                .map(removed -> removed == 1);
    }

    private static LeakReport read(Row row) {
        var versions = row.getArrayOfIntegers("pepper_versions");
        var hashes = row.getDelegate().getArrayOfBuffers("hashes");
        return new LeakReport(
                row.getString("id"),
                IntStream.range(0, versions.length)
                        .mapToObj(i -> new KeyHash(versions[i], hashes[i].getBytes()))
                        .toList(),
                new Actor(null, null, row.getString("ip"), row.getString("user_agent"), row.getString("request_id")));
    }
}
