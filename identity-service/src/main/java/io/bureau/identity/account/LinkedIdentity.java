package io.bureau.identity.account;

import java.time.Instant;

/**
 * One of the ways in which a user can sign in.
 *
 * @param email what the provider said at the last sign-in with it; {@code null} if that is not known
 * @param lastUsedAt {@code null} if that is not known
 */
public record LinkedIdentity(String id, String provider, String email, Instant linkedAt, Instant lastUsedAt) {

    static LinkedIdentity of(ExternalIdentity stored) {
        return new LinkedIdentity(stored.id, stored.provider, stored.email, stored.linkedAt, stored.lastUsedAt);
    }
}
