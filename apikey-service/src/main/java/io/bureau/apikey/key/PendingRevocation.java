package io.bureau.apikey.key;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A revocation that is committed, but of which no receipt exists yet. */
@Entity
@Table(name = "revocation_outbox")
class PendingRevocation {

    @Id
    String keyId;

    /** From when on it is for the background publisher; until then somebody is at it. */
    Instant dueAt;

    static PendingRevocation of(String keyId, Instant dueAt) {
        var pending = new PendingRevocation();
        pending.keyId = keyId;
        pending.dueAt = dueAt;
        return pending;
    }
}
