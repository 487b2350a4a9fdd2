package io.bureau.identity.invitation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.PublicOrigin;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** The invitations of an organisation, in the hands of its owners and admins. */
@Path("/api/organisations/{organisation}/invitations")
@HttpAuthenticationMechanism("session")
@Authenticated
class InvitationResource {

    /** @param url the link to pass on; it is shown this once */
    record CreatedInvitation(@JsonUnwrapped InvitationRecord invitation, URI url) {

        @Override
        public String toString() {
            return "CreatedInvitation[" + invitation.id() + "]";
        }
    }

    private final InvitationStore invitations;
    private final PublicOrigin origin;
    private final Store store;
    private final CurrentPrincipal principal;

    InvitationResource(InvitationStore invitations, PublicOrigin origin, Store store, CurrentPrincipal principal) {
        this.invitations = invitations;
        this.origin = origin;
        this.store = store;
        this.principal = principal;
    }

    @POST
    @ResponseStatus(201)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    public Uni<CreatedInvitation> create(@RestPath String organisation, NewInvitation wanted) {
        if (wanted == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        var token = InvitationToken.generate();
        return store.answer(invitations.create(organisation, wanted, token, principal.get()))
                .map(invitation -> new CreatedInvitation(invitation, link(token)));
    }

    @GET
    public Uni<List<InvitationRecord>> list(@RestPath String organisation) {
        return store.answer(invitations.list(organisation, principal.get()));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> revoke(@RestPath String organisation, @RestPath String id) {
        return store.answer(invitations.revoke(organisation, id, principal.get()));
    }

    /** The token is behind the {@code #}, which browsers send to nobody: no log on the way can hold it. */
    private URI link(InvitationToken token) {
        return origin.resolve("/invitations/accept#" + token.reveal());
    }
}
