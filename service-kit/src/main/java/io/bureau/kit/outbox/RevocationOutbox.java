package io.bureau.kit.outbox;

import io.bureau.kit.revocation.Revocation;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What must still be published. A row lives from the commit of a revocation to its receipt. */
@ApplicationScoped
@IfBuildProperty(name = RevocationOutbox.CONDITION, stringValue = "true")
public class RevocationOutbox {

    /** Only services that revoke have one. */
    static final String CONDITION = "bureau.revocation.outbox";

    /** Longer than publishing can take, so that nobody takes over from someone who is still at it. */
    private static final Duration CLAIM = Duration.ofSeconds(2);

    private static final String ADD = """
            INSERT INTO pending_revocation AS pending (subject, id, effect, due_at)
            SELECT subject, id, effect, :due
            FROM unnest(CAST(:subjects AS text[]), CAST(:ids AS text[]), CAST(:effects AS text[])) AS wanted (subject, id, effect)
            ON CONFLICT (subject, id, effect) DO UPDATE SET due_at = excluded.due_at
            """;

    private static final String CLAIM_DUE = """
            UPDATE pending_revocation SET due_at = :until
            WHERE (subject, id, effect) IN (
                SELECT subject, id, effect FROM pending_revocation WHERE due_at <= :now
                ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED)
            RETURNING subject, id, effect
            """;

    private static final String REMOVE = """
            DELETE FROM pending_revocation WHERE (subject, id, effect) IN (
                SELECT subject, id, effect FROM unnest(CAST(:subjects AS text[]), CAST(:ids AS text[]), CAST(:effects AS text[])) AS settled (subject, id, effect))
            """;

    /** Joins the transaction of the revocation itself. */
    public Uni<Void> add(List<Revocation> revocations, Instant now) {
        return revocations.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.getSession()
                        .chain(session -> Batch.of(revocations)
                                .into(session.createNativeQuery(ADD))
                                .setParameter("due", now.plus(CLAIM))
                                .executeUpdate())
                        .replaceWithVoid();
    }

    /** As above, for one. */
    public Uni<Void> add(Revocation revocation, Instant now) {
        return add(List.of(revocation), now);
    }

    /** Takes what is due, so that no other replica does until the claim ends; nothing is locked meanwhile. */
    Uni<List<Revocation>> claimDue(Instant now) {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(CLAIM_DUE, Object[].class)
                        .setParameter("until", now.plus(CLAIM))
                        .setParameter("now", now)
                        .getResultList())
                .map(rows -> rows.stream().map(RevocationOutbox::read).toList()));
    }

    Uni<Void> remove(List<Revocation> settled) {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> Batch.of(settled)
                        .into(session.createNativeQuery(REMOVE))
                        .executeUpdate())
                .replaceWithVoid());
    }

    private static Revocation read(Object[] row) {
        return new Revocation(
                Revocation.Subject.valueOf((String) row[0]), (String) row[1], Revocation.Effect.valueOf((String)
                        row[2]));
    }
}
