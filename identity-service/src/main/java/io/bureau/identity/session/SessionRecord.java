package io.bureau.identity.session;

import java.time.Instant;

/**
 * A session in the public API.
 *
 * @param device the browser as it named itself; {@code null} if it did not
 * @param ip where it signed in from
 * @param organisation where it acts
 * @param current whether it is the one that asks
 */
record SessionRecord(
        String id,
        String device,
        String ip,
        Instant createdAt,
        Instant lastSeenAt,
        Organisation organisation,
        boolean current) {

    record Organisation(String id, String name) {}

    /** @param name of the organisation where it acts */
    static SessionRecord of(StoredSession session, String name, String current) {
        return new SessionRecord(
                session.id,
                session.userAgent,
                session.ip,
                session.createdAt,
                session.lastSeenAt,
                new Organisation(session.organisationId, name),
                session.id.equals(current));
    }
}
