package io.bureau.identity.administration;

import io.bureau.identity.administration.Departures.Departed;
import io.bureau.identity.administration.Departures.Departure;
import io.bureau.identity.invitation.Withdrawal;
import io.bureau.identity.organisation.Membership;
import io.bureau.identity.organisation.Memberships;
import io.bureau.identity.organisation.Organisations;
import io.bureau.identity.organisation.Role;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The changes to members, each in one transaction that first locks the organisation: two owners who demote each other at
 * once leave one owner.
 */
@ApplicationScoped
class MemberStore {

    private final Organisations organisations;
    private final Memberships memberships;
    private final Departures departures;
    private final Withdrawal invitations;
    private final RevocationOutbox outbox;
    private final AuditTrail audit;
    private final Clock clock;

    MemberStore(
            Organisations organisations,
            Memberships memberships,
            Departures departures,
            Withdrawal invitations,
            RevocationOutbox outbox,
            AuditTrail audit,
            Clock clock) {
        this.organisations = organisations;
        this.memberships = memberships;
        this.departures = departures;
        this.invitations = invitations;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** What is to be confirmed after the member's role has changed: he goes on, with other rights. */
    static Revocation roleChanged(String organisation, String user) {
        return Revocation.ofMember(organisation, user).refreshing();
    }

    /** Fails with 403 for who may not do this, with 409 for the last owner and in his own personal organisation. */
    @WithTransaction
    Uni<Void> changeRole(String organisation, String user, Role role, Principal principal) {
        return organisations
                .lock(organisation)
                .chain(() -> memberships.require(principal.user(), organisation))
                .invoke(Membership::administering)
                .chain(by -> memberships
                        .require(user, organisation)
                        .invoke(member -> by.disposingOf(member.role()).disposingOf(role)))
                .chain(member -> member.role() == role
                        ? Uni.createFrom().voidItem()
                        : requireDispensable(member, role).chain(() -> change(member, role, principal)));
    }

    /** As {@link #changeRole}; fails with 400 if the keys are to be handed over to nobody who could take them. */
    @WithTransaction
    Uni<Departed> remove(String organisation, String user, String handOverTo, Principal principal) {
        return organisations
                .lock(organisation)
                .chain(() -> memberships.require(principal.user(), organisation))
                .invoke(Membership::administering)
                .chain(by -> memberships.require(user, organisation).invoke(member -> by.disposingOf(member.role())))
                .chain(member -> depart(member, handOverTo, "member.remove", principal));
    }

    /** The principal himself goes; fails with 409 if he is the last owner, and in his own personal organisation. */
    @WithTransaction
    Uni<Departed> leave(String organisation, String handOverTo, Principal principal) {
        return organisations
                .lock(organisation)
                .chain(() -> memberships.require(principal.user(), organisation))
                .chain(member -> depart(member, handOverTo, "member.leave", principal));
    }

    private Uni<Departed> depart(Membership member, String handOverTo, String action, Principal principal) {
        var going =
                new Departure(member.organisation().id(), member.user(), handOverTo, action, Departures.MEMBER_REMOVED);
        return requireDispensable(member, null)
                .chain(() -> requireHeir(going))
                .chain(() -> departures.depart(going, Actor.of(principal), now()));
    }

    private Uni<Void> change(Membership member, Role role, Principal principal) {
        var organisation = member.organisation().id();
        var actor = Actor.of(principal);
        var now = now();
        return memberships
                .changeRole(member.user(), organisation, role)
                .chain(() -> outbox.add(roleChanged(organisation, member.user()), now))
                .chain(() -> invitations.withdraw(
                        organisation,
                        member.user(),
                        offered -> !role.administers() || !role.disposesOf(offered),
                        actor,
                        now))
                .chain(() -> audit.record(
                        organisation,
                        actor,
                        "member.role",
                        member.user(),
                        "from=" + member.role().id() + " to=" + role.id(),
                        now));
    }

    /** Fails with 409 if the organisation would be without an owner, or this member without a home. */
    private Uni<Void> requireDispensable(Membership member, Role becomes) {
        var organisation = member.organisation().id();
        if (member.role() != Role.OWNER || becomes == Role.OWNER) {
            return Uni.createFrom().voidItem();
        }
        return memberships
                .countOwners(organisation)
                .invoke(owners -> {
                    if (owners == 1) {
                        throw ApiException.conflict(
                                "An organisation keeps at least one owner; make somebody else an owner first", "owner");
                    }
                })
                .chain(() -> organisations.personalOwner(organisation))
                .invoke(personalOf -> {
                    if (member.user().equals(personalOf)) {
                        throw ApiException.conflict("A personal organisation keeps its owner", "owner");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> requireHeir(Departure going) {
        var heir = going.handOverTo();
        return heir == null
                ? Uni.createFrom().voidItem()
                : memberships
                        .of(heir, going.organisation())
                        .invoke(member -> {
                            if (member == null || heir.equals(going.user())) {
                                throw ApiException.invalid("handOverTo", "must be another member of the organisation");
                            }
                        })
                        .replaceWithVoid();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
