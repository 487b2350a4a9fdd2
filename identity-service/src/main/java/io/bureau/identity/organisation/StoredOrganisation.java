package io.bureau.identity.organisation;

import io.bureau.kit.principal.Principal;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "organisation")
class StoredOrganisation {

    @Id
    String id;

    UUID uuid;
    String name;
    Instant createdAt;

    Principal.Organisation toOrganisation() {
        return new Principal.Organisation(id, uuid.toString(), name);
    }
}
