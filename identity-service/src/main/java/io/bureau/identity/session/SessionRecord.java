package io.bureau.identity.session;

import java.time.Instant;

/**
 * A session in the public API.
 *
 * @param device the browser as it named itself; {@code null} if it did not
 * @param ip where it signed in from
 * @param current whether it is the one that asks
 */
record SessionRecord(String id, String device, String ip, Instant createdAt, Instant lastSeenAt, boolean current) {

    static SessionRecord of(StoredSession session, String current) {
        return new SessionRecord(
                session.id,
                session.userAgent,
                session.ip,
                session.createdAt,
                session.lastSeenAt,
                session.id.equals(current));
    }
}
