package io.bureau.apikey.key;

import io.bureau.apikey.key.EndsOfMembers.Ended;
import io.bureau.apikey.key.EndsOfMembers.Heir;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.store.Store;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * Told by identity-service that a membership or an organisation has ended. It repeats itself until it is answered, which does
 * no harm: what is ended stays so, and is confirmed anew.
 */
@Path("/internal")
@HttpAuthenticationMechanism("internal")
@RolesAllowed("identity-service")
class EndResource {

    private static final Set<EndReason> OF_A_MEMBERSHIP = Set.of(EndReason.MEMBER_REMOVED, EndReason.ACCOUNT_DELETED);

    /**
     * @param handOverTo who shall answer for the keys; {@code null} if they shall end
     * @param reason {@code member_removed}, which is meant if it is absent, or {@code account_deleted}
     */
    record MembershipEnd(String organisation, String user, String handOverTo, String reason, Actor actor) {

        MembershipEnd {
            if (organisation == null || user == null || actor == null) {
                throw ApiException.badRequest("It takes organisation, user and actor");
            }
        }

        EndReason endReason() {
            return Arrays.stream(EndReason.values())
                    .filter(each -> OF_A_MEMBERSHIP.contains(each))
                    .filter(each -> reason == null
                            ? each == EndReason.MEMBER_REMOVED
                            : each.id().equals(reason))
                    .findFirst()
                    .orElseThrow(() -> ApiException.invalid("reason", "is not one for which a membership ends"));
        }
    }

    record OrganisationEnd(String organisation, Actor actor) {

        OrganisationEnd {
            if (organisation == null || actor == null) {
                throw ApiException.badRequest("It takes organisation and actor");
            }
        }
    }

    record MembershipReceipt(int keysRevoked, int keysHandedOver, int replicas, long confirmedInMs) {}

    record OrganisationReceipt(int keysRevoked, int replicas, long confirmedInMs) {}

    private final EndsOfMembers ends;
    private final People people;
    private final Store store;
    private final ConfirmedRevocations revocations;

    EndResource(EndsOfMembers ends, People people, Store store, ConfirmedRevocations revocations) {
        this.ends = ends;
        this.people = people;
        this.store = store;
        this.revocations = revocations;
    }

    @POST
    @Path("/memberships/end")
    public Uni<MembershipReceipt> endMembership(MembershipEnd end) {
        if (end == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        var reason = end.endReason();
        return heir(end)
                .chain(heir -> store.answer(ends.ofMember(end.organisation(), end.user(), heir, reason, end.actor())))
                .chain(ended -> revocations
                        .confirm(ended.revocations())
                        .map(receipt -> new MembershipReceipt(
                                ended.keysRevoked(),
                                ended.keysHandedOver(),
                                receipt.replicas(),
                                receipt.confirmedInMs())));
    }

    @POST
    @Path("/organisations/end")
    public Uni<OrganisationReceipt> endOrganisation(OrganisationEnd end) {
        if (end == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        return store.answer(ends.ofOrganisation(end.organisation(), end.actor()))
                .chain(this::receipt);
    }

    private Uni<OrganisationReceipt> receipt(Ended ended) {
        return revocations
                .confirm(ended.revocations())
                .map(receipt ->
                        new OrganisationReceipt(ended.keysRevoked(), receipt.replicas(), receipt.confirmedInMs()));
    }

    /** One who has left meanwhile cannot answer for anything: without him the keys end. */
    private Uni<Heir> heir(MembershipEnd end) {
        return end.handOverTo() == null
                ? Uni.createFrom().nullItem()
                : people.role(end.handOverTo(), end.organisation())
                        .map(role -> role == null ? null : new Heir(end.handOverTo(), role));
    }
}
