package io.bureau.identity.organisation;

import io.bureau.kit.principal.Principal;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code organisation}. One that was deleted stays, without members, for what still names it. */
@Entity
@Table(name = "organisation")
class StoredOrganisation {

    @Id
    String id;

    UUID uuid;
    String name;
    String personalOf;
    Instant createdAt;
    Instant deletedAt;

    Principal.Organisation toOrganisation() {
        return new Principal.Organisation(id, uuid.toString(), name);
    }
}
