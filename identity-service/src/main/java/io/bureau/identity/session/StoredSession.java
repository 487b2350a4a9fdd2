package io.bureau.identity.session;

import io.bureau.kit.audit.Actor;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code session}. */
@Entity
@Table(name = "session")
class StoredSession {

    @Id
    String id;

    byte[] tokenHash;
    String accountId;
    String organisationId;
    Instant createdAt;
    Instant lastSeenAt;
    String ip;
    String userAgent;
    Instant endedAt;
    String endedReason;

    boolean isLiveAt(Instant now, SessionConfig config) {
        return endedAt == null && now.isBefore(expiry(lastSeenAt, config));
    }

    /** When it ends by itself if it is last used at {@code seen}. */
    Instant expiry(Instant seen, SessionConfig config) {
        var idle = seen.plus(config.idleLifetime());
        var absolute = createdAt.plus(config.absoluteLifetime());
        return idle.isBefore(absolute) ? idle : absolute;
    }

    /** Ends this session for good; {@code false} if it had been ended before. */
    boolean end(String reason, Instant now) {
        if (endedAt != null) {
            return false;
        }
        endedAt = now;
        endedReason = reason;
        return true;
    }

    Actor owner() {
        return Actor.ofSession(accountId, id);
    }
}
