package io.bureau.identity.session;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class Sessions implements PanacheRepositoryBase<StoredSession, String> {

    private static final String OPEN = "accountId = ?1 and endedAt is null and createdAt > ?2 and lastSeenAt > ?3";

    private final SessionConfig config;

    Sessions(SessionConfig config) {
        this.config = config;
    }

    /** The session of this token, whatever has become of it; {@code null} if there is none. */
    Uni<StoredSession> findByToken(SessionToken token) {
        return find("tokenHash", token.hash()).firstResult();
    }

    /** As {@link #findByToken}, its row locked until the transaction ends. */
    Uni<StoredSession> lockByToken(SessionToken token) {
        return find("tokenHash", token.hash())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** The session of this user, its row locked until the transaction ends; {@code null} if he has none of that id. */
    Uni<StoredSession> lock(String id, String user) {
        return find("id = ?1 and accountId = ?2", id, user)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** The user's live sessions, the one used last first. */
    Uni<List<StoredSession>> listLive(String user, Instant now) {
        return list(OPEN + " order by lastSeenAt desc, id desc", user, createdAfter(now), seenAfter(now));
    }

    /** The user's live sessions but this one, in the order of their ids, so that two who lock them never deadlock. */
    Uni<List<StoredSession>> lockOthers(String user, String except, Instant now) {
        return find(OPEN + " and id <> ?4 order by id", user, createdAfter(now), seenAfter(now), except)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** All of the user's sessions that have not been ended, as {@link #lockOthers}. */
    Uni<List<StoredSession>> lockAll(String user) {
        return find("accountId = ?1 and endedAt is null order by id", user)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    private Instant createdAfter(Instant now) {
        return now.minus(config.absoluteLifetime());
    }

    private Instant seenAfter(Instant now) {
        return now.minus(config.idleLifetime());
    }
}
