package io.bureau.kit.audit;

import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Reads this service's part of the audit trail. Plain SQL: rows are read in the order of the chain, and never changed. */
@ApplicationScoped
@IfBuildProperty(name = AuditTrail.CONDITION, stringValue = "postgresql")
public class AuditRows {

    private static final String COLUMNS = "SELECT id, at, organisation_id, actor, credential, action, target, outcome,"
            + " detail, ip, user_agent, request_id, sequence, previous, hash FROM audit ";

    /** Ids sort by time, byte by byte, whatever the database's language. */
    private static final String PAGE = COLUMNS + """
            WHERE organisation_id = $1
              AND ($2::text IS NULL OR id COLLATE "C" < $2)
              AND ($3::text IS NULL OR action = $3 OR starts_with(action, $3 || '.'))
              AND ($4::text IS NULL OR actor = $4 OR credential = $4)
              AND ($5::text IS NULL OR target = $5)
              AND ($6::timestamptz IS NULL OR at >= $6)
              AND ($7::timestamptz IS NULL OR at < $7)
            ORDER BY id COLLATE "C" DESC LIMIT $8
            """;

    private static final String CHAIN = COLUMNS + """
            WHERE coalesce(organisation_id, '') = $1 AND sequence > $2 ORDER BY sequence LIMIT $3
            """;

    private static final String HEAD = """
            SELECT sequence, hash, expired_sequence, expired_hash FROM audit_chain WHERE organisation_id = $1
            """;

    private static final int CHUNK = 1_000;

    private final Pool pool;

    AuditRows(Pool pool) {
        this.pool = pool;
    }

    /** One page of rows, newest first. */
    public Uni<List<AuditEntry>> page(AuditQuery query) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.from(Arrays.asList(
                        query.organisation(),
                        query.before(),
                        query.action(),
                        query.actor(),
                        query.target(),
                        time(query.from()),
                        time(query.to()),
                        query.limit())))
                .map(AuditRows::entries);
    }

    /** Whether the organisation's chain in this service is whole, by computing every hash of it again. */
    public Uni<ChainState> check(String organisation) {
        return pool.withTransaction(connection -> snapshot(connection)
                .chain(() -> head(connection, organisation))
                .chain(head -> check(connection, organisation, new ChainCheck(head), head.expiredSequence())));
    }

    /** What is added or expires meanwhile is not seen. */
    private static Uni<Void> snapshot(SqlConnection connection) {
        return connection
                .query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
                .execute()
                .replaceWithVoid();
    }

    private static Uni<ChainHead> head(SqlConnection connection, String organisation) {
        return connection.preparedQuery(HEAD).execute(Tuple.of(organisation)).map(AuditRows::head);
    }

    private static Uni<ChainState> check(SqlConnection connection, String organisation, ChainCheck check, long begin) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new long[] {begin}, after -> chunk(connection, organisation, after))
                .until(List::isEmpty)
                .onItem()
                .disjoint()
                .map(AuditEntry.class::cast)
                .invoke(check::add)
                .collect()
                .last()
                .map(_ -> check.end());
    }

    private static Uni<List<AuditEntry>> chunk(SqlConnection connection, String organisation, long[] after) {
        return connection
                .preparedQuery(CHAIN)
                .execute(Tuple.of(organisation, after[0], CHUNK))
                .map(AuditRows::entries)
                .invoke(rows -> {
                    if (!rows.isEmpty()) {
                        after[0] = rows.getLast().sequence();
                    }
                });
    }

    private static ChainHead head(RowSet<Row> rows) {
        for (var row : rows) {
            return new ChainHead(
                    row.getLong("sequence"),
                    hex(row, "hash"),
                    row.getLong("expired_sequence"),
                    hex(row, "expired_hash"));
        }
        return ChainHead.EMPTY;
    }

    private static List<AuditEntry> entries(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(AuditRows::entry)
                .toList();
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getString("id"),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("organisation_id"),
                row.getString("actor"),
                row.getString("credential"),
                row.getString("action"),
                row.getString("target"),
                Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
                row.getString("detail"),
                row.getString("ip"),
                row.getString("user_agent"),
                row.getString("request_id"),
                row.getLong("sequence"),
                hex(row, "previous"),
                hex(row, "hash"));
    }

    private static String hex(Row row, String column) {
        return HexFormat.of().formatHex(row.getBuffer(column).getBytes());
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
