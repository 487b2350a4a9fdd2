package io.bureau.desktops.audit;

import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** The audit trail of desktops. */
@ApplicationScoped
public class AuditTrail implements PanacheRepositoryBase<AuditEntry, String> {

    /** The actor of what happened by itself, such as a machine that broke. */
    private static final String NOBODY = "system";

    /**
     * Adds a row to the transaction at hand, so that it commits with the change or the change does not happen.
     *
     * @param action such as {@code desktop.create}
     * @param target the id of what was changed
     * @param detail a short text for people; never a credential
     */
    public Uni<Void> record(Principal actor, String action, String target, String detail, Instant at) {
        var entry = entry(actor.organisation().id(), action, target, detail, at);
        entry.actor = actor.user();
        entry.credential = actor.credential().id();
        return persist(entry).replaceWithVoid();
    }

    /** As above, for what nobody asked for. */
    public Uni<Void> recordUnasked(String organisation, String action, String target, String detail, Instant at) {
        var entry = entry(organisation, action, target, detail, at);
        entry.actor = NOBODY;
        entry.credential = NOBODY;
        return persist(entry).replaceWithVoid();
    }

    private static AuditEntry entry(String organisation, String action, String target, String detail, Instant at) {
        var entry = new AuditEntry();
        entry.id = Ids.next("aud");
        entry.at = at;
        entry.organisationId = organisation;
        entry.action = action;
        entry.target = target;
        entry.detail = detail;
        return entry;
    }
}
