package io.bureau.identity.organisation;

import java.time.Instant;
import java.util.UUID;

/**
 * An organisation in the public API, as one of its members sees it.
 *
 * @param role the member's own
 * @param personal whether it is the one that every user has to himself
 * @param members how many there are
 */
public record OrganisationRecord(
        String id, UUID uuid, String name, String role, boolean personal, long members, Instant createdAt) {}
