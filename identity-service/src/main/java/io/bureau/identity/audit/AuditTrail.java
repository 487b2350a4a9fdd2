package io.bureau.identity.audit;

import io.bureau.kit.id.Ids;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The audit trail of identities. */
@ApplicationScoped
public class AuditTrail implements PanacheRepositoryBase<AuditEntry, String> {

    /**
     * Adds a row to the transaction at hand, so that it commits with the change or the change does not happen.
     *
     * @param action such as {@code session.create}
     * @param target the id of what was changed
     * @param detail a short text for people; never a credential
     */
    public Uni<Void> record(Actor actor, String action, String target, String detail, Instant at) {
        var entry = new AuditEntry();
        entry.id = Ids.next("aud");
        entry.at = at;
        entry.organisationId = actor.organisation();
        entry.actor = actor.user();
        entry.credential = actor.credential();
        entry.action = action;
        entry.target = target;
        entry.detail = detail;
        return persist(entry).replaceWithVoid();
    }
}
