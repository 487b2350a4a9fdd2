package io.bureau.identity.invitation;

import io.bureau.identity.organisation.Role;
import java.time.Instant;

/**
 * An open invitation in the public API, as whoever holds its link sees it.
 *
 * @param email whose it is alone; {@code null} for whoever has the link
 */
record Offer(Organisation organisation, Role role, String email, Inviter invitedBy, Instant expiresAt) {

    record Organisation(String id, String name) {}

    record Inviter(String name) {}
}
