package io.bureau.apikey.usage;

import io.bureau.kit.principal.KeyUseReport;
import io.bureau.kit.principal.KeyUseReport.Uses;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/**
 * Adds reports to what is stored of the use of keys, each once. Plain SQL: a report of any size is a handful of statements,
 * which entities cannot say. Rows are taken in the order of the keys, so that two reports never wait for each other's.
 */
@ApplicationScoped
class UseReports {

    /** Each key's addresses of one hour; more are counted without being kept. */
    private static final int MOST_ADDRESSES = 64;

    private static final String REMEMBER =
            "INSERT INTO use_report (id, applied_at) VALUES ($1, $2) ON CONFLICT DO NOTHING";

    /** Keys that are not known are passed over. */
    private static final String USED = """
            WITH used AS (
                SELECT reported.*, date_trunc('hour', at, 'UTC') AS hour
                FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::text[], $5::int[], $6::bigint[])
                    AS reported (key_id, at, ip, capability, status, calls)
                JOIN api_key ON api_key.id = reported.key_id)
            """;

    private static final String LAST_USE = USED + """
            INSERT INTO key_use AS known (key_id, last_used_at, last_used_ip)
            SELECT DISTINCT ON (key_id) key_id, at, ip FROM used WHERE ip IS NOT NULL ORDER BY key_id, at DESC
            ON CONFLICT (key_id) DO UPDATE
            SET last_used_at = excluded.last_used_at, last_used_ip = excluded.last_used_ip
            WHERE known.last_used_at < excluded.last_used_at
            """;

    private static final String CAPABILITIES = USED + """
            INSERT INTO key_capability_use AS known (key_id, capability, last_used_at, last_used_ip)
            SELECT DISTINCT ON (key_id, capability) key_id, capability, at, ip
            FROM used WHERE ip IS NOT NULL AND capability IS NOT NULL ORDER BY key_id, capability, at DESC
            ON CONFLICT (key_id, capability) DO UPDATE
            SET last_used_at = excluded.last_used_at, last_used_ip = excluded.last_used_ip
            WHERE known.last_used_at < excluded.last_used_at
            """;

    private static final String HOURS = USED + """
            INSERT INTO key_hour AS known (key_id, hour, status, calls)
            SELECT key_id, hour, status, sum(calls) FROM used
            GROUP BY key_id, hour, status ORDER BY key_id, hour, status
            ON CONFLICT (key_id, hour, status) DO UPDATE SET calls = known.calls + excluded.calls
            """;

    private static final String ADDRESSES = USED + """
            , seen AS (
                SELECT key_id, hour, ip, sum(calls) AS calls, max(at) AS at FROM used
                WHERE ip IS NOT NULL GROUP BY key_id, hour, ip)
            , ranked AS (
                SELECT seen.*, stored.ip IS NOT NULL AS is_stored,
                    row_number() OVER (
                        PARTITION BY seen.key_id, seen.hour ORDER BY stored.ip IS NOT NULL, seen.calls DESC, seen.ip)
                    + (SELECT count(*) FROM key_hour_address AS other
                       WHERE other.key_id = seen.key_id AND other.hour = seen.hour) AS place
                FROM seen LEFT JOIN key_hour_address AS stored USING (key_id, hour, ip))
            INSERT INTO key_hour_address AS known (key_id, hour, ip, calls, last_used_at)
            SELECT key_id, hour, ip, calls, at FROM ranked WHERE is_stored OR place <= %d
            ORDER BY key_id, hour, ip
            ON CONFLICT (key_id, hour, ip) DO UPDATE
            SET calls = known.calls + excluded.calls,
                last_used_at = greatest(known.last_used_at, excluded.last_used_at)
            """.formatted(MOST_ADDRESSES);

    private final Pool pool;
    private final Clock clock;

    UseReports(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Counts the report, unless it has been counted before. */
    Uni<Void> apply(KeyUseReport report) {
        var now = clock.instant();
        var used = columns(report.uses(), now);
        return pool.withTransaction(connection -> connection
                .preparedQuery(REMEMBER)
                .execute(Tuple.of(report.id(), at(now)))
                .chain(remembered ->
                        remembered.rowCount() == 0 ? Uni.createFrom().voidItem() : add(used, connection)));
    }

    /** The last use comes first: it locks the key's row, so that the addresses of an hour are counted by one at a time. */
    private static Uni<Void> add(Tuple used, SqlConnection connection) {
        return execute(LAST_USE, used, connection)
                .chain(() -> execute(CAPABILITIES, used, connection))
                .chain(() -> execute(HOURS, used, connection))
                .chain(() -> execute(ADDRESSES, used, connection));
    }

    private static Uni<Void> execute(String sql, Tuple parameters, SqlConnection connection) {
        return connection.preparedQuery(sql).execute(parameters).replaceWithVoid();
    }

    /** A fast clock elsewhere must not put a use into the future, where no later one could move it. */
    private static Tuple columns(List<Uses> uses, Instant now) {
        return Tuple.tuple()
                .addArrayOfString(column(uses, Uses::keyId).toArray(String[]::new))
                .addArrayOfOffsetDateTime(column(uses, use -> at(use.at().isBefore(now) ? use.at() : now))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfString(column(uses, Uses::ip).toArray(String[]::new))
                .addArrayOfString(column(uses, Uses::capability).toArray(String[]::new))
                .addArrayOfInteger(column(uses, Uses::status).toArray(Integer[]::new))
                .addArrayOfLong(column(uses, Uses::count).toArray(Long[]::new));
    }

    private static <T> List<T> column(List<Uses> uses, Function<Uses, T> value) {
        return uses.stream().map(value).toList();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
