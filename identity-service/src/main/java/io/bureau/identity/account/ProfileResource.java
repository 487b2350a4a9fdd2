package io.bureau.identity.account;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.store.Store;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Tells the other services the names that go with the ids they keep. */
@Path("/internal/profiles")
@HttpAuthenticationMechanism("internal")
@RolesAllowed({"apikey-service", "desktops-service"})
class ProfileResource {

    private final Profiles profiles;
    private final Store store;

    ProfileResource(Profiles profiles, Store store) {
        this.profiles = profiles;
        this.store = store;
    }

    @GET
    @Path("/{user}")
    public Uni<Profile> find(@RestPath String user, @RestQuery String organisation) {
        if (organisation == null) {
            throw ApiException.invalid("organisation", "is missing");
        }
        return store.answer(profiles.find(user, organisation)).onItem().ifNull().failWith(ApiException::notFound);
    }
}
