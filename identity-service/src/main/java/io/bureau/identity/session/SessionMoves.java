package io.bureau.identity.session;

import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.organisation.Organisations;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Sessions go from one organisation to another, in the transaction at hand. After the commit, what the replicas remember
 * of them must be revoked.
 */
@ApplicationScoped
public class SessionMoves {

    /** Locks in the order of the ids, so that two who move sessions never deadlock. */
    private static final String HOME = """
            UPDATE session SET organisation_id = home.id
            FROM organisation AS home, (
                SELECT id FROM session
                WHERE organisation_id = :organisation AND account_id = coalesce(:user, account_id) AND ended_at IS NULL
                ORDER BY id
                FOR UPDATE
            ) AS there
            WHERE session.id = there.id AND home.personal_of = session.account_id
            """;

    private final Sessions sessions;
    private final Organisations organisations;
    private final Memberships memberships;
    private final RevocationOutbox outbox;
    private final AuditTrail audit;

    SessionMoves(
            Sessions sessions,
            Organisations organisations,
            Memberships memberships,
            RevocationOutbox outbox,
            AuditTrail audit) {
        this.sessions = sessions;
        this.organisations = organisations;
        this.memberships = memberships;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** What is to be confirmed after the principal's session was switched: it goes on, in another place. */
    public static Revocation switched(Principal principal) {
        return Revocation.ofSession(principal.credential().id()).refreshing();
    }

    /**
     * Switches the principal's session to an organisation of his; fails with 404 if he does not belong to it, and with 401
     * if the session has just ended.
     */
    public Uni<Void> moveTo(String organisation, Principal principal, Instant now) {
        return organisations
                .hold(organisation)
                .chain(() -> memberships.require(principal.user(), organisation))
                .chain(() -> sessions.lock(principal.credential().id(), principal.user()))
                .invoke(session -> {
                    if (session == null || session.endedAt != null) {
                        throw ApiException.unauthorized("Your session has ended", true);
                    }
                    session.organisationId = organisation;
                })
                .chain(sessions::flush)
                .chain(() -> outbox.add(switched(principal), now))
                .chain(() -> audit.record(
                        organisation,
                        Actor.of(principal),
                        "organisation.switch",
                        principal.credential().id(),
                        "from=" + principal.organisation().id(),
                        now));
    }

    /** Sends the sessions of {@code user} in that organisation to his personal one. */
    public Uni<Void> sendHome(String user, String organisation) {
        return sendHomeFrom(organisation, user);
    }

    /** Sends everybody's sessions in that organisation to their users' personal ones. */
    public Uni<Void> sendAllHome(String organisation) {
        return sendHomeFrom(organisation, null);
    }

    private static Uni<Void> sendHomeFrom(String organisation, String user) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(HOME)
                        .setParameter("organisation", organisation)
                        .setParameter("user", user)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
