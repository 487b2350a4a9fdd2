package io.bureau.apikey.usage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.StreamSupport;

/** Where a key has been used from, as far back as that is remembered. */
@ApplicationScoped
public class KeyAddresses {

    private static final String RECENT = """
            SELECT ip FROM (
                SELECT ip, last_used_at FROM key_hour_address WHERE key_id = $1
                UNION ALL SELECT last_used_ip, last_used_at FROM key_use WHERE key_id = $1) AS used
            GROUP BY ip ORDER BY max(last_used_at) DESC, ip LIMIT $2
            """;

    private final Pool pool;

    KeyAddresses(Pool pool) {
        this.pool = pool;
    }

    /** Up to {@code most} different addresses, the latest first. */
    public Uni<List<String>> recent(String keyId, int most) {
        return pool.preparedQuery(RECENT)
                .execute(Tuple.of(keyId, most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("ip"))
                        .toList());
    }
}
