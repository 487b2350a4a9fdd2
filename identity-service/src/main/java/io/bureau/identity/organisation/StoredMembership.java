package io.bureau.identity.organisation;

import io.bureau.kit.id.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code membership}. */
@Entity
@Table(name = "membership")
class StoredMembership {

    @Id
    String id;

    @ManyToOne
    @JoinColumn(name = "organisation_id")
    StoredOrganisation organisation;

    String accountId;
    String role;
    Instant since;

    static StoredMembership of(String user, StoredOrganisation organisation, Role role, Instant at) {
        var membership = new StoredMembership();
        membership.id = Ids.next("mem");
        membership.organisation = organisation;
        membership.accountId = user;
        membership.role = role.id();
        membership.since = at;
        return membership;
    }

    Role role() {
        return Role.byId(role).orElseThrow();
    }

    Membership toMembership() {
        return new Membership(organisation.toOrganisation(), accountId, role());
    }
}
