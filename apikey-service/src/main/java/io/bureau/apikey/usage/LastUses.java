package io.bureau.apikey.usage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The last use of each key, as stored. Plain SQL: a batch of any size is one statement, which entities cannot say. */
@ApplicationScoped
public class LastUses {

    /** In the order of the ids, so that two batches never wait for each other's rows; unknown keys are passed over. */
    private static final String RECORD = """
            INSERT INTO key_use AS known (key_id, last_used_at, last_used_ip)
            SELECT used.key_id, used.at, used.ip
            FROM unnest($1::text[], $2::timestamptz[], $3::text[]) AS used (key_id, at, ip)
            JOIN api_key ON api_key.id = used.key_id
            ORDER BY used.key_id
            ON CONFLICT (key_id) DO UPDATE
            SET last_used_at = excluded.last_used_at, last_used_ip = excluded.last_used_ip
            WHERE known.last_used_at < excluded.last_used_at
            """;

    private static final String FIND =
            "SELECT key_id, last_used_at, last_used_ip FROM key_use WHERE key_id = ANY($1::text[])";

    private final Pool pool;

    LastUses(Pool pool) {
        this.pool = pool;
    }

    /** Records uses by key id; one that is older than what is known changes nothing. */
    Uni<Void> record(Map<String, LastUse> uses) {
        if (uses.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var sorted = new TreeMap<>(uses);
        var ids = sorted.keySet().toArray(String[]::new);
        var times = sorted.values().stream().map(use -> at(use.at())).toArray(OffsetDateTime[]::new);
        var addresses = sorted.values().stream().map(LastUse::ip).toArray(String[]::new);
        return pool.preparedQuery(RECORD)
                .execute(Tuple.of(ids, times, addresses))
                .replaceWithVoid();
    }

    /** The last uses of these keys, by id; keys that were never used are absent. */
    public Uni<Map<String, LastUse>> of(Collection<String> keyIds) {
        return keyIds.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : pool.preparedQuery(FIND)
                        .execute(Tuple.of(keyIds.toArray(String[]::new)))
                        .map(LastUses::byKey);
    }

    private static Map<String, LastUse> byKey(RowSet<Row> rows) {
        var uses = new HashMap<String, LastUse>();
        for (var row : rows) {
            uses.put(
                    row.getString("key_id"),
                    new LastUse(row.getOffsetDateTime("last_used_at").toInstant(), row.getString("last_used_ip")));
        }
        return uses;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
