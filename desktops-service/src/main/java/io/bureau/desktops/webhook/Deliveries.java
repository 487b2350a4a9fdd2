package io.bureau.desktops.webhook;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class Deliveries implements PanacheRepositoryBase<StoredDelivery, String> {

    private static final Sort NEWEST_FIRST = Sort.descending("id");

    /**
     * A few for each webhook, so that one which does not answer leaves room for the others: those that fail come last and
     * get one attempt at a time. Passes over what another replica is about to take.
     */
    private static final String LEASE = """
            UPDATE webhook_delivery SET lease = :lease, leased_until = :until
            WHERE id IN (
                SELECT due.id FROM webhook w CROSS JOIN LATERAL (
                    SELECT d.id FROM webhook_delivery d
                    WHERE d.webhook_id = w.id AND d.due_at <= :now AND (d.leased_until IS NULL OR d.leased_until <= :now)
                    ORDER BY d.due_at, d.id
                    LIMIT greatest(0, CASE WHEN w.failing_since IS NULL THEN :each ELSE 1 END - (
                        SELECT count(*) FROM webhook_delivery b
                        WHERE b.webhook_id = w.id AND b.due_at IS NOT NULL AND b.leased_until > :now))
                    FOR UPDATE SKIP LOCKED) due
                WHERE w.enabled
                ORDER BY w.failing_since IS NOT NULL, random() LIMIT :most)
            """;

    Uni<StoredDelivery> lock(String id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** How many were to be had: due, of an enabled webhook, and nobody is at it. */
    Uni<Integer> lease(String lease, Instant now, Instant until, int each, int most) {
        return getSession()
                .chain(session -> session.createNativeQuery(LEASE)
                        .setParameter("lease", lease)
                        .setParameter("until", until)
                        .setParameter("now", now)
                        .setParameter("each", each)
                        .setParameter("most", most)
                        .executeUpdate());
    }

    Uni<List<StoredDelivery>> leased(String lease) {
        return list("lease", lease);
    }

    /** What is outstanding for a webhook is given up. Whoever is at it finds that it no longer is his. */
    Uni<Integer> giveUp(String webhook, String why) {
        return update(
                "status = ?1, dueAt = null, lease = null, leasedUntil = null, error = ?2"
                        + " where webhookId = ?3 and status = ?4",
                StoredDelivery.Status.FAILED,
                why,
                webhook,
                StoredDelivery.Status.PENDING);
    }

    /** Newest first, behind the one with the id {@code before} unless that is {@code null}. */
    Uni<List<StoredDelivery>> page(String webhook, String before, int limit) {
        var found = before == null
                ? find("webhookId = ?1", NEWEST_FIRST, webhook)
                : find("webhookId = ?1 and id < ?2", NEWEST_FIRST, webhook, before);
        return found.page(Page.ofSize(limit)).list();
    }
}
