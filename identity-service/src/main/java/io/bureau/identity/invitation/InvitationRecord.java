package io.bureau.identity.invitation;

import io.bureau.identity.account.Profile;
import io.bureau.identity.organisation.Role;
import java.time.Instant;

/**
 * An invitation in the public API.
 *
 * @param email whose it is alone; {@code null} for whoever has the link
 */
record InvitationRecord(
        String id,
        Role role,
        String email,
        Instant createdAt,
        Inviter createdBy,
        Instant expiresAt,
        InvitationStatus status) {

    record Inviter(String id, String name) {

        static Inviter of(Profile.User user) {
            return new Inviter(user.id(), user.name());
        }
    }

    static InvitationRecord of(StoredInvitation stored, Profile.User inviter, Instant now) {
        return new InvitationRecord(
                stored.id,
                stored.role(),
                stored.email,
                stored.createdAt,
                Inviter.of(inviter),
                stored.expiresAt,
                stored.statusAt(now));
    }
}
