package io.bureau.identity.administration;

import io.bureau.identity.administration.MemberEnding.DepartureReceipt;
import io.bureau.identity.organisation.Role;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The members of an organisation: all of them see who they are, owners and admins decide about it. */
@Path("/api/organisations/{organisation}/members")
@HttpAuthenticationMechanism("session")
@Authenticated
class MemberResource {

    record RoleChange(Role role) {

        RoleChange {
            if (role == null) {
                throw ApiException.invalid("role", "is missing");
            }
        }
    }

    /**
     * @param replicas how many replicas have confirmed the new role
     * @param confirmedInMs milliseconds until the last of them did
     */
    record RoleReceipt(String user, Role role, int replicas, long confirmedInMs) {}

    private final Members members;
    private final MemberStore changes;
    private final MemberEnding ending;
    private final ConfirmedRevocations revocations;
    private final Store store;
    private final CurrentPrincipal principal;

    MemberResource(
            Members members,
            MemberStore changes,
            MemberEnding ending,
            ConfirmedRevocations revocations,
            Store store,
            CurrentPrincipal principal) {
        this.members = members;
        this.changes = changes;
        this.ending = ending;
        this.revocations = revocations;
        this.store = store;
        this.principal = principal;
    }

    @GET
    public Uni<List<Members.MemberRecord>> list(@RestPath String organisation) {
        return store.answer(members.list(organisation, principal.get().user()));
    }

    @PATCH
    @Path("/{user}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RoleReceipt> changeRole(@RestPath String organisation, @RestPath String user, RoleChange change) {
        if (change == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        var role = change.role();
        return store.answer(changes.changeRole(organisation, user, role, principal.get()))
                .chain(() -> revocations.confirm(MemberStore.roleChanged(organisation, user)))
                .map(receipt -> new RoleReceipt(user, role, receipt.replicas(), receipt.confirmedInMs()));
    }

    @DELETE
    @Path("/{user}")
    public Uni<DepartureReceipt> remove(
            @RestPath String organisation, @RestPath String user, @RestQuery String handOverTo) {
        return store.answer(changes.remove(organisation, user, handOverTo, principal.get()))
                .chain(departed -> ending.confirm(organisation, user, departed));
    }
}
