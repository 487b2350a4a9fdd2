package io.bureau.identity.invitation;

import io.bureau.identity.organisation.Role;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** Takes back what somebody may offer no more: else a link of his own would let him in again. */
@ApplicationScoped
public class Withdrawal {

    private final Invitations invitations;
    private final AuditTrail audit;

    Withdrawal(Invitations invitations, AuditTrail audit) {
        this.invitations = invitations;
        this.audit = audit;
    }

    /**
     * Revokes the open invitations by {@code inviter} into those roles, in the transaction at hand, which has locked the
     * organisation.
     */
    public Uni<Void> withdraw(String organisation, String inviter, Predicate<Role> roles, Actor actor, Instant now) {
        return invitations
                .listOf(organisation, inviter)
                .map(found -> found.stream()
                        .filter(invitation -> roles.test(invitation.role()) && invitation.revoke(now))
                        .toList())
                .call(invitations::flush)
                .chain(revoked -> record(revoked, actor, now));
    }

    private Uni<Void> record(List<StoredInvitation> revoked, Actor actor, Instant now) {
        return Multi.createFrom()
                .iterable(revoked)
                .onItem()
                .transformToUniAndConcatenate(invitation -> audit.record(
                        invitation.organisationId,
                        actor,
                        "invitation.revoke",
                        invitation.id,
                        "why=its inviter may offer it no more",
                        now))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
