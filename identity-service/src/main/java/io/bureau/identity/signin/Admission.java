package io.bureau.identity.signin;

import io.bureau.identity.account.Accounts;
import io.bureau.identity.account.ProvenIdentity;
import io.bureau.identity.session.SessionBeginning;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.audit.Outcome;
import io.bureau.kit.principal.Client;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The transactions of signing in: user and session come into being together, or not at all. */
@ApplicationScoped
class Admission {

    private final Accounts accounts;
    private final SessionBeginning sessions;
    private final AuditTrail audit;
    private final Clock clock;

    Admission(Accounts accounts, SessionBeginning sessions, AuditTrail audit, Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param presented the session cookie that the browser came with, {@code null} if none */
    @WithTransaction
    Uni<SessionBeginning.Begun> admit(ProvenIdentity identity, Client client, String presented) {
        return accounts.admit(identity, now())
                .chain(resident -> sessions.begin(
                        resident.user(), resident.home().organisation().id(), client, presented));
    }

    /** Keeps that a sign-in got as far as the provider and failed there. */
    @WithTransaction
    Uni<Void> refuse(Provider provider, String why, Client client) {
        return audit.record(null, Actor.unknown(), "signin.refuse", provider.id(), Outcome.FAILED, "why=" + why, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
