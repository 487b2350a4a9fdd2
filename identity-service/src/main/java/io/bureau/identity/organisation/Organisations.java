package io.bureau.identity.organisation;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.id.Ids;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Organisations come into being here. */
@ApplicationScoped
public class Organisations implements PanacheRepositoryBase<StoredOrganisation, String> {

    private static final String OWNER = "owner";

    private final Memberships memberships;
    private final AuditTrail audit;

    Organisations(Memberships memberships, AuditTrail audit) {
        this.memberships = memberships;
        this.audit = audit;
    }

    /** A new organisation that {@code user} owns, made in the transaction at hand. */
    public Uni<Membership> create(String user, String name, Instant at) {
        var organisation = new StoredOrganisation();
        organisation.id = Ids.next("org");
        organisation.uuid = UUID.randomUUID();
        organisation.name = name;
        organisation.createdAt = at;
        var membership = new StoredMembership();
        membership.id = Ids.next("mem");
        membership.organisation = organisation;
        membership.accountId = user;
        membership.role = OWNER;
        membership.since = at;
        var actor = Actor.ofUser(user);
        return persist(organisation)
                .chain(() -> memberships.persist(membership))
                .chain(() -> audit.record(
                        organisation.id, actor, "organisation.create", organisation.id, "name=" + name, at))
                .replaceWith(membership::toMembership);
    }
}
