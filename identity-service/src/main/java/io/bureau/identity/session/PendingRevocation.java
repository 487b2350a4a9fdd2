package io.bureau.identity.session;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A revocation that is committed, but of which no receipt exists yet. */
@Entity
@Table(name = "revocation_outbox")
class PendingRevocation {

    @Id
    String sessionId;

    /** From when on it is for the background publisher; until then somebody is at it. */
    Instant dueAt;

    static PendingRevocation of(String sessionId, Instant dueAt) {
        var pending = new PendingRevocation();
        pending.sessionId = sessionId;
        pending.dueAt = dueAt;
        return pending;
    }
}
