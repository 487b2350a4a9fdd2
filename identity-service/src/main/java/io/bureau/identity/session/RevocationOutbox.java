package io.bureau.identity.session;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What must still be published. A row lives from the commit of a revocation to its receipt. */
@ApplicationScoped
class RevocationOutbox implements PanacheRepositoryBase<PendingRevocation, String> {

    /** Longer than publishing can take, so that nobody takes over from someone who is still at it. */
    private static final Duration CLAIM = Duration.ofSeconds(2);

    private static final String CLAIM_DUE = """
            UPDATE revocation_outbox SET due_at = :until
            WHERE session_id IN (
                SELECT session_id FROM revocation_outbox WHERE due_at <= :now
                ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED)
            RETURNING session_id
            """;

    /** Joins the transaction of the revocation itself. */
    Uni<Void> add(String sessionId, Instant now) {
        return persist(PendingRevocation.of(sessionId, now.plus(CLAIM))).replaceWithVoid();
    }

    /** Takes what is due, so that no other replica does until the claim ends; nothing is locked meanwhile. */
    @WithTransaction
    Uni<List<String>> claimDue(Instant now) {
        return getSession()
                .chain(session -> session.createNativeQuery(CLAIM_DUE, String.class)
                        .setParameter("until", now.plus(CLAIM))
                        .setParameter("now", now)
                        .getResultList());
    }

    @WithTransaction
    Uni<Void> remove(List<String> sessionIds) {
        return delete("sessionId in ?1", sessionIds).replaceWithVoid();
    }
}
