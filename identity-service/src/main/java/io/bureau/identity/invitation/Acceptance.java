package io.bureau.identity.invitation;

import io.bureau.identity.account.Accounts;
import io.bureau.identity.account.People;
import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.organisation.Organisations;
import io.bureau.identity.session.SessionMoves;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Invitations in the hands of those who hold a link. One that is not open looks the same as one that never was. */
@ApplicationScoped
class Acceptance {

    private final Invitations invitations;
    private final Organisations organisations;
    private final Memberships memberships;
    private final Accounts accounts;
    private final People people;
    private final SessionMoves sessions;
    private final AuditTrail audit;
    private final Clock clock;

    Acceptance(
            Invitations invitations,
            Organisations organisations,
            Memberships memberships,
            Accounts accounts,
            People people,
            SessionMoves sessions,
            AuditTrail audit,
            Clock clock) {
        this.invitations = invitations;
        this.organisations = organisations;
        this.memberships = memberships;
        this.accounts = accounts;
        this.people = people;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /** What the invitation offers; fails with 404 if it is not open. */
    @WithSession
    Uni<Offer> preview(InvitationToken token) {
        return invitations
                .require(token)
                .invoke(invitation -> requireOpen(invitation, now()))
                .chain(invitation -> organisations
                        .nameOf(invitation.organisationId)
                        .chain(name -> people.byId(List.of(invitation.createdBy))
                                .map(users -> new Offer(
                                        new Offer.Organisation(invitation.organisationId, name),
                                        invitation.role(),
                                        invitation.email,
                                        new Offer.Inviter(
                                                users.get(invitation.createdBy).name()),
                                        invitation.expiresAt))));
    }

    /**
     * Makes the principal a member and switches his session there; the item is the organisation's id. Fails with 404 if the
     * invitation is not open, with 403 {@code EMAIL_MISMATCH} if it is somebody else's, with 409 if he is a member already.
     */
    @WithTransaction
    Uni<String> accept(InvitationToken token, Principal principal) {
        var now = now();
        return accounts.hold(principal.user())
                .chain(() -> invitations.requireOrganisation(token))
                .call(organisations::lock)
                .chain(() -> invitations.require(token))
                .invoke(invitation -> requireOpen(invitation, now))
                .call(invitation -> requireHisOwn(invitation, principal.user()))
                .call(invitation -> join(invitation, principal, now))
                .map(invitation -> invitation.organisationId);
    }

    private Uni<Void> join(StoredInvitation invitation, Principal principal, Instant now) {
        invitation.acceptBy(principal.user(), now);
        return memberships
                .add(principal.user(), invitation.organisationId, invitation.role(), now)
                .chain(() -> sessions.moveTo(invitation.organisationId, principal, now))
                .chain(() -> audit.record(
                        invitation.organisationId,
                        Actor.of(principal),
                        "member.join",
                        principal.user(),
                        "role=" + invitation.role + " invitation=" + invitation.id,
                        now));
    }

    private Uni<Void> requireHisOwn(StoredInvitation invitation, String user) {
        return people.addressesOf(user)
                .invoke(addresses -> {
                    if (!invitation.isMeantForOneOf(addresses)) {
                        throw ApiException.of(
                                403,
                                "EMAIL_MISMATCH",
                                "This invitation is for an e-mail address that is not one of yours");
                    }
                })
                .replaceWithVoid();
    }

    private static void requireOpen(StoredInvitation invitation, Instant now) {
        if (invitation.statusAt(now) != InvitationStatus.OPEN) {
            throw ApiException.notFound();
        }
    }

    /** As fine as it is stored and shown. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
