package io.bureau.identity.organisation;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

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

    Membership toMembership() {
        return new Membership(organisation.toOrganisation(), role);
    }
}
