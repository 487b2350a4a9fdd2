package io.bureau.desktops.desktop;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.store.Store;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** What identity-service must know and say about the desktops of an organisation that it deletes. */
@Path("/internal/organisations")
@HttpAuthenticationMechanism("internal")
@RolesAllowed("identity-service")
class OrganisationResource {

    record Total(long total) {}

    /** @param actor who has ended it, for the audit trail */
    record End(String organisation, Actor actor) {

        End {
            require("organisation", organisation);
            require("actor", actor);
        }

        private static void require(String field, Object value) {
            if (value == null) {
                throw ApiException.invalid(field, "is missing");
            }
        }
    }

    /** @param destroyed how many this call has put on their way out; none if it is repeated */
    record Ended(int destroyed) {}

    private final OrganisationEnd organisations;
    private final Reconciler reconciler;
    private final Store store;

    OrganisationResource(OrganisationEnd organisations, Reconciler reconciler, Store store) {
        this.organisations = organisations;
        this.reconciler = reconciler;
        this.store = store;
    }

    @GET
    @Path("/{id}/desktops")
    public Uni<Total> desktops(@RestPath String id) {
        return store.answer(organisations.count(id)).map(Total::new);
    }

    @POST
    @Path("/end")
    public Uni<Ended> end(End end) {
        if (end == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        return store.answer(organisations.end(end.organisation(), end.actor())).map(this::ended);
    }

    private Ended ended(List<String> desktops) {
        desktops.forEach(reconciler::wake);
        return new Ended(desktops.size());
    }
}
