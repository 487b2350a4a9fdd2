package io.bureau.identity.invitation;

import io.bureau.identity.organisation.Role;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;

/** A row of {@code invitation}. Whoever changes one holds the lock of its organisation. */
@Entity
@Table(name = "invitation")
class StoredInvitation {

    @Id
    String id;

    byte[] tokenHash;
    String organisationId;
    String role;
    String email;
    Instant createdAt;
    String createdBy;
    Instant expiresAt;
    Instant acceptedAt;
    String acceptedBy;
    Instant revokedAt;

    InvitationStatus statusAt(Instant now) {
        if (acceptedAt != null) {
            return InvitationStatus.ACCEPTED;
        }
        if (revokedAt != null) {
            return InvitationStatus.REVOKED;
        }
        return now.isBefore(expiresAt) ? InvitationStatus.OPEN : InvitationStatus.EXPIRED;
    }

    Role role() {
        return Role.byId(role).orElseThrow();
    }

    /** @param addresses those that are known to be one person's, in lower case */
    boolean isMeantForOneOf(Set<String> addresses) {
        return email == null || addresses.contains(email.toLowerCase(java.util.Locale.ROOT));
    }

    /** The caller has seen that it is open. */
    void acceptBy(String user, Instant now) {
        acceptedAt = now;
        acceptedBy = user;
    }

    /** Nobody can accept it any more; {@code false} if nobody could before. */
    boolean revoke(Instant now) {
        if (statusAt(now) != InvitationStatus.OPEN) {
            return false;
        }
        revokedAt = now;
        return true;
    }
}
