package io.bureau.identity.session;

import io.bureau.identity.organisation.Membership;
import io.bureau.identity.organisation.Memberships;
import io.bureau.kit.principal.Capability;
import io.bureau.kit.principal.Client;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.SessionVerifier;
import io.bureau.kit.principal.Verification;
import io.bureau.kit.store.Store;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Decides on sessions by what the store holds at this moment: the session itself, and the user's role there. */
@ApplicationScoped
class StoreSessionVerifier implements SessionVerifier {

    private final Sessions sessions;
    private final Memberships memberships;
    private final SeenSessions seen;
    private final SessionConfig config;
    private final Store store;
    private final Clock clock;

    StoreSessionVerifier(
            Sessions sessions,
            Memberships memberships,
            SeenSessions seen,
            SessionConfig config,
            Store store,
            Clock clock) {
        this.sessions = sessions;
        this.memberships = memberships;
        this.seen = seen;
        this.config = config;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Uni<Verification> verify(String token, Client client) {
        return SessionToken.parse(token)
                .map(parsed -> store.answer(Panache.withSession(() -> verify(parsed))))
                .orElseGet(StoreSessionVerifier::invalid);
    }

    private Uni<Verification> verify(SessionToken token) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return sessions.findByToken(token)
                .chain(session -> session == null || !session.isLiveAt(now, config)
                        ? invalid()
                        : memberships
                                .of(session.accountId, session.organisationId)
                                .map(membership -> decide(session, membership, now)));
    }

    /** Valid until now and no longer: the next request asks the store again. */
    private Verification decide(StoredSession session, Membership membership, Instant now) {
        if (membership == null) {
            return new Verification.Invalid();
        }
        seen.record(session, now);
        var credential =
                new Principal.Credential(Principal.Kind.SESSION, session.id, null, session.expiry(now, config));
        var principal = new Principal(
                credential,
                membership.organisation(),
                session.accountId,
                membership.role().id(),
                Capability.all(),
                null);
        return new Verification.Valid(principal, now);
    }

    private static Uni<Verification> invalid() {
        return Uni.createFrom().item(new Verification.Invalid());
    }
}
