package io.bureau.apikey.usage;

import io.bureau.apikey.usage.KeyUsage.Address;
import io.bureau.apikey.usage.KeyUsage.Recent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What is stored of the use of keys, in the form in which a list of keys shows it: four questions for any number of keys. */
@ApplicationScoped
public class KeyUsages {

    private static final Duration RECENT = Duration.ofHours(24);
    private static final int MOST_ADDRESSES = 10;

    private static final String LAST =
            "SELECT key_id, last_used_at, last_used_ip FROM key_use WHERE key_id = ANY($1::text[])";

    private static final String BY_CAPABILITY = """
            SELECT key_id, capability, last_used_at, last_used_ip FROM key_capability_use
            WHERE key_id = ANY($1::text[]) ORDER BY key_id, capability
            """;

    private static final String REQUESTS = """
            SELECT key_id, sum(calls)::bigint AS calls FROM key_hour
            WHERE key_id = ANY($1::text[]) AND hour >= $2 GROUP BY key_id
            """;

    private static final String ADDRESSES = """
            SELECT key_id, ip, calls, last_used_at FROM (
                SELECT key_id, ip, sum(calls)::bigint AS calls, max(last_used_at) AS last_used_at,
                    row_number() OVER (
                        PARTITION BY key_id ORDER BY sum(calls) DESC, max(last_used_at) DESC, ip) AS place
                FROM key_hour_address
                WHERE key_id = ANY($1::text[]) AND hour >= $2 GROUP BY key_id, ip) AS ranked
            WHERE place <= $3 ORDER BY key_id, place
            """;

    private final Pool pool;

    KeyUsages(Pool pool) {
        this.pool = pool;
    }

    /** The usage of each of these keys. */
    public Uni<Map<String, KeyUsage>> of(Collection<String> keyIds, Instant now) {
        var since = recently(now);
        var found = new Found();
        var ids = keyIds.toArray(String[]::new);
        var from = since.atOffset(ZoneOffset.UTC);
        return forEach(LAST, Tuple.of(ids), found::last)
                .chain(() -> forEach(BY_CAPABILITY, Tuple.of(ids), found::byCapability))
                .chain(() -> forEach(REQUESTS, Tuple.of(ids, from), found::requests))
                .chain(() -> forEach(ADDRESSES, Tuple.of(ids, from, MOST_ADDRESSES), found::address))
                .map(_ -> found.toUsages(keyIds, since));
    }

    static Instant recently(Instant now) {
        return now.minus(RECENT).truncatedTo(ChronoUnit.HOURS);
    }

    private Uni<Void> forEach(String sql, Tuple parameters, BiConsumer<String, Row> taker) {
        return pool.preparedQuery(sql)
                .execute(parameters)
                .invoke(rows -> rows.forEach(row -> taker.accept(row.getString("key_id"), row)))
                .replaceWithVoid();
    }

    /** What the questions brought, by key. */
    private static final class Found {

        private final Map<String, LastUse> last = new HashMap<>();
        private final Map<String, Map<String, LastUse>> byCapability = new HashMap<>();
        private final Map<String, Long> requests = new HashMap<>();
        private final Map<String, List<Address>> addresses = new HashMap<>();

        private void last(String key, Row row) {
            last.put(key, lastUse(row));
        }

        private void byCapability(String key, Row row) {
            byCapability.computeIfAbsent(key, _ -> new HashMap<>()).put(row.getString("capability"), lastUse(row));
        }

        private void requests(String key, Row row) {
            requests.put(key, row.getLong("calls"));
        }

        private void address(String key, Row row) {
            addresses
                    .computeIfAbsent(key, _ -> new ArrayList<>())
                    .add(new Address(row.getString("ip"), row.getLong("calls"), at(row)));
        }

        private Map<String, KeyUsage> toUsages(Collection<String> keys, Instant since) {
            var usages = new HashMap<String, KeyUsage>();
            for (var key : keys) {
                var recent = new Recent(
                        since, requests.getOrDefault(key, 0L), List.copyOf(addresses.getOrDefault(key, List.of())));
                usages.put(key, new KeyUsage(last.get(key), byCapability.getOrDefault(key, Map.of()), recent));
            }
            return usages;
        }

        private static LastUse lastUse(Row row) {
            return new LastUse(at(row), row.getString("last_used_ip"));
        }

        private static Instant at(Row row) {
            return row.getOffsetDateTime("last_used_at").toInstant();
        }
    }
}
