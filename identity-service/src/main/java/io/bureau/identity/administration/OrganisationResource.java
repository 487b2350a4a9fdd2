package io.bureau.identity.administration;

import io.bureau.identity.administration.OrganisationDeletion.DeletionReceipt;
import io.bureau.identity.organisation.DisplayName;
import io.bureau.identity.organisation.OrganisationRecord;
import io.bureau.identity.session.CurrentSession;
import io.bureau.identity.session.SignedIn;
import io.bureau.identity.session.Switching;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The organisations of whoever is signed in. To everyone else they do not exist. */
@Path("/api/organisations")
@HttpAuthenticationMechanism("session")
@Authenticated
class OrganisationResource {

    record Naming(String name) {

        Naming {
            name = DisplayName.valid(name);
        }
    }

    private final OrganisationStore organisations;
    private final OrganisationDeletion deletion;
    private final Switching switching;
    private final CurrentSession session;
    private final Store store;
    private final CurrentPrincipal principal;

    OrganisationResource(
            OrganisationStore organisations,
            OrganisationDeletion deletion,
            Switching switching,
            CurrentSession session,
            Store store,
            CurrentPrincipal principal) {
        this.organisations = organisations;
        this.deletion = deletion;
        this.switching = switching;
        this.session = session;
        this.store = store;
        this.principal = principal;
    }

    @GET
    public Uni<List<OrganisationRecord>> list() {
        return store.answer(organisations.list(principal.get().user()));
    }

    @POST
    @ResponseStatus(201)
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<OrganisationRecord> create(Naming wanted) {
        return store.answer(organisations.create(principal.get(), given(wanted).name()));
    }

    @GET
    @Path("/{id}")
    public Uni<OrganisationRecord> find(@RestPath String id) {
        return store.answer(organisations.find(principal.get().user(), id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<OrganisationRecord> rename(@RestPath String id, Naming wanted) {
        return store.answer(
                organisations.rename(principal.get(), id, given(wanted).name()));
    }

    @POST
    @Path("/{id}/switch")
    public Uni<SignedIn> enter(@RestPath String id) {
        var who = principal.get();
        return switching.switchTo(id, who).chain(() -> session.describe(who, id));
    }

    /** @param confirm the exact name of the organisation, typed by whoever means it */
    @DELETE
    @Path("/{id}")
    public Uni<DeletionReceipt> delete(@RestPath String id, @RestQuery String confirm) {
        return deletion.delete(id, confirm, principal.get());
    }

    private static Naming given(Naming wanted) {
        if (wanted == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        return wanted;
    }
}
