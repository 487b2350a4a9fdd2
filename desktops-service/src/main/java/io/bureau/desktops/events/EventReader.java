package io.bureau.desktops.events;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * Reads events in the one order in which all readers see them. An event is seen once every transaction that began before
 * its own has ended, so that none is passed over.
 */
@ApplicationScoped
public class EventReader {

    private static final String NOW = "SELECT CAST(pg_snapshot_xmin(pg_current_snapshot()) AS text)";

    private static final String AFTER = """
            SELECT CAST(transaction AS text), sequence, organisation_id, type, payload,
                   CAST(extract(epoch FROM at) * 1000 AS bigint)
            FROM event
            WHERE (transaction, sequence) > (CAST(CAST(:transaction AS text) AS xid8), :sequence)
              AND transaction < pg_snapshot_xmin(pg_current_snapshot())%s
            ORDER BY transaction, sequence LIMIT :most
            """;

    private static final String OF_ALL = AFTER.formatted("");
    private static final String OF_ONE = AFTER.formatted(" AND organisation_id = :organisation");

    /** The place behind everything that can be seen. */
    @WithSession
    Uni<Position> now() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(NOW, String.class).getSingleResult())
                .map(Position::before);
    }

    /** Events of all organisations, so many at most. */
    @WithSession
    public Uni<List<ToldEvent>> after(Position position, int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_ALL, Object[].class)
                        .setParameter("transaction", position.transaction())
                        .setParameter("sequence", position.sequence())
                        .setParameter("most", most)
                        .getResultList())
                .map(EventReader::told);
    }

    /** Events of one organisation, so many at most. */
    @WithSession
    Uni<List<ToldEvent>> after(Position position, String organisation, int most) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(OF_ONE, Object[].class)
                        .setParameter("transaction", position.transaction())
                        .setParameter("sequence", position.sequence())
                        .setParameter("organisation", organisation)
                        .setParameter("most", most)
                        .getResultList())
                .map(EventReader::told);
    }

    private static List<ToldEvent> told(List<Object[]> rows) {
        return rows.stream().map(EventReader::told).toList();
    }

    private static ToldEvent told(Object[] row) {
        var position = new Position((String) row[0], (Long) row[1]);
        return new ToldEvent(
                position, (String) row[2], (String) row[3], (String) row[4], Instant.ofEpochMilli((Long) row[5]));
    }
}
