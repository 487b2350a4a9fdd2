package io.bureau.identity.session;

import io.bureau.identity.organisation.Organisations;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.principal.Client;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The changes to sessions, each in one transaction with the audit row that tells of it. */
@ApplicationScoped
class SessionStore {

    private static final String SIGNED_IN_AGAIN = "signed_in_again";
    private static final String ENDED_BY_USER = "ended_by_user";
    private static final int USER_AGENT = 512;

    private final Sessions sessions;
    private final SessionConfig config;
    private final Organisations organisations;
    private final RevocationOutbox outbox;
    private final AuditTrail audit;
    private final Clock clock;

    SessionStore(
            Sessions sessions,
            SessionConfig config,
            Organisations organisations,
            RevocationOutbox outbox,
            AuditTrail audit,
            Clock clock) {
        this.sessions = sessions;
        this.config = config;
        this.organisations = organisations;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Adds a session to the transaction at hand. */
    Uni<Void> add(SessionToken token, String user, String organisation, Client client) {
        var now = now();
        var session = new StoredSession();
        session.id = Ids.next("ses");
        session.tokenHash = token.hash();
        session.accountId = user;
        session.organisationId = organisation;
        session.createdAt = now;
        session.lastSeenAt = now;
        session.ip = client.ip();
        session.userAgent = shortened(client.userAgent());
        return sessions.persist(session)
                .chain(() -> audit.record(
                        session.organisationId,
                        session.owner(),
                        "session.create",
                        session.id,
                        "ip=" + session.ip,
                        now));
    }

    /**
     * Ends the session of a cookie that is about to be replaced, in the transaction at hand.
     *
     * @return its id, {@code null} if the token opened nothing any more
     */
    Uni<String> replace(SessionToken token) {
        var now = now();
        return sessions.lockByToken(token)
                .chain(session -> session == null || !session.isLiveAt(now, config)
                        ? Uni.createFrom().nullItem()
                        : end(session, session.owner(), SIGNED_IN_AGAIN, now).replaceWith(session.id));
    }

    @WithSession
    Uni<List<SessionRecord>> list(Principal principal) {
        return sessions.listLive(principal.user(), now())
                .chain(found -> organisations
                        .namesOf(found.stream()
                                .map(session -> session.organisationId)
                                .toList())
                        .map(names ->
                                describe(found, names, principal.credential().id())));
    }

    /**
     * Ends one of the principal's own sessions; again is harmless. Fails with 404 if he has none of this id.
     *
     * @return when it was ended, the first time
     */
    @WithTransaction
    Uni<Instant> end(String id, Principal principal) {
        return sessions.lock(id, principal.user())
                .onItem()
                .ifNull()
                .failWith(ApiException::notFound)
                .call(session -> end(session, Actor.of(principal), ENDED_BY_USER, now()))
                .map(session -> session.endedAt);
    }

    /** Ends all of the principal's sessions but the one he speaks through; the item is their ids. */
    @WithTransaction
    Uni<List<String>> endOthers(Principal principal) {
        var now = now();
        return sessions.lockOthers(principal.user(), principal.credential().id(), now)
                .chain(others -> Multi.createFrom()
                        .iterable(others)
                        .onItem()
                        .transformToUniAndConcatenate(session -> end(session, Actor.of(principal), ENDED_BY_USER, now)
                                .replaceWith(session.id))
                        .collect()
                        .asList());
    }

    private Uni<Void> end(StoredSession session, Actor actor, String reason, Instant now) {
        return session.end(reason, now)
                ? outbox.add(Revocation.ofSession(session.id), now)
                        .chain(() -> audit.record(
                                session.organisationId, actor, "session.end", session.id, "reason=" + reason, now))
                : Uni.createFrom().voidItem();
    }

    private static List<SessionRecord> describe(
            List<StoredSession> found, Map<String, String> organisations, String current) {
        return found.stream()
                .map(session -> SessionRecord.of(session, organisations.get(session.organisationId), current))
                .toList();
    }

    private static String shortened(String userAgent) {
        return userAgent == null || userAgent.length() <= USER_AGENT ? userAgent : userAgent.substring(0, USER_AGENT);
    }

    /** As fine as it is stored and shown. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
