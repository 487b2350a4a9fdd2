package io.bureau.apikey.usage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** How often a key was used, hour by hour. */
@ApplicationScoped
public class HourlyUses {

    private static final String FIND = """
            SELECT hour, status, calls FROM key_hour
            WHERE key_id = $1 AND hour >= $2 AND hour < $3 ORDER BY hour, status
            """;

    /** @param calls that were answered with {@code status} within the hour that begins at {@code hour} */
    public record Calls(Instant hour, int status, long calls) {}

    private final Pool pool;

    HourlyUses(Pool pool) {
        this.pool = pool;
    }

    /** The hours that begin within {@code [from, to)}, in their order; those without calls are absent. */
    public Uni<List<Calls>> of(String keyId, Instant from, Instant to) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(keyId, from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Calls(
                                row.getOffsetDateTime("hour").toInstant(),
                                row.getInteger("status"),
                                row.getLong("calls")))
                        .toList());
    }
}
