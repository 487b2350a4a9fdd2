package io.bureau.identity.invitation;

import io.bureau.identity.account.People;
import io.bureau.identity.organisation.Membership;
import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.organisation.Organisations;
import io.bureau.identity.organisation.Role;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Invitations as owners and admins deal with them, each change in one transaction with the audit row that tells of it. */
@ApplicationScoped
class InvitationStore {

    private final Invitations invitations;
    private final InvitationConfig config;
    private final Organisations organisations;
    private final Memberships memberships;
    private final People people;
    private final AuditTrail audit;
    private final Clock clock;

    InvitationStore(
            Invitations invitations,
            InvitationConfig config,
            Organisations organisations,
            Memberships memberships,
            People people,
            AuditTrail audit,
            Clock clock) {
        this.invitations = invitations;
        this.config = config;
        this.organisations = organisations;
        this.memberships = memberships;
        this.people = people;
        this.audit = audit;
        this.clock = clock;
    }

    /** An invitation that {@code token} opens. Only owners invite owners. */
    @WithTransaction
    Uni<InvitationRecord> create(String organisation, NewInvitation wanted, InvitationToken token, Principal inviter) {
        var now = now();
        var invitation = new StoredInvitation();
        invitation.id = Ids.next("inv");
        invitation.tokenHash = token.hash();
        invitation.organisationId = organisation;
        invitation.role = wanted.role().id();
        invitation.email = wanted.email();
        invitation.createdAt = now;
        invitation.createdBy = inviter.user();
        invitation.expiresAt = now.plus(config.lifetime());
        return lockFor(inviter, organisation, wanted.role())
                .chain(() -> invitations.persistAndFlush(invitation))
                .chain(() -> people.byId(List.of(inviter.user())))
                .map(users -> InvitationRecord.of(invitation, users.get(inviter.user()), now))
                .call(() -> record("invitation.create", invitation, inviter, now));
    }

    /** All there ever were, the newest first. */
    @WithSession
    Uni<List<InvitationRecord>> list(String organisation, Principal viewer) {
        return memberships
                .require(viewer.user(), organisation)
                .invoke(Membership::administering)
                .chain(() -> invitations.listOf(organisation))
                .chain(this::describe);
    }

    /** Nobody can accept it any more; again is harmless. Fails with 409 if somebody has. */
    @WithTransaction
    Uni<Void> revoke(String organisation, String id, Principal principal) {
        return organisations
                .lock(organisation)
                .chain(() -> memberships.require(principal.user(), organisation))
                .invoke(Membership::administering)
                .chain(member -> invitations
                        .require(id, organisation)
                        .invoke(invitation -> member.disposingOf(invitation.role())))
                .chain(invitation -> revoke(invitation, principal));
    }

    private Uni<Void> revoke(StoredInvitation invitation, Principal principal) {
        var now = now();
        if (invitation.acceptedAt != null) {
            throw ApiException.conflict("This invitation has been accepted", InvitationStatus.ACCEPTED.id());
        }
        return invitation.revoke(now)
                ? invitations.flush().chain(() -> record("invitation.revoke", invitation, principal, now))
                : Uni.createFrom().voidItem();
    }

    private Uni<Membership> lockFor(Principal principal, String organisation, Role role) {
        return organisations
                .lock(organisation)
                .chain(() -> memberships.require(principal.user(), organisation))
                .invoke(member -> member.disposingOf(role));
    }

    private Uni<List<InvitationRecord>> describe(List<StoredInvitation> found) {
        var now = now();
        var inviters = found.stream()
                .map(invitation -> invitation.createdBy)
                .distinct()
                .toList();
        return people.byId(inviters)
                .map(users -> found.stream()
                        .map(invitation -> InvitationRecord.of(invitation, users.get(invitation.createdBy), now))
                        .toList());
    }

    private Uni<Void> record(String action, StoredInvitation invitation, Principal principal, Instant now) {
        return audit.record(
                invitation.organisationId,
                Actor.of(principal),
                action,
                invitation.id,
                "role=" + invitation.role + (invitation.email == null ? "" : " email=" + invitation.email),
                now);
    }

    /** As fine as it is stored and shown. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
