package io.bureau.identity.session;

import io.bureau.identity.account.Profile;
import io.bureau.identity.account.Profiles;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;

/** Who is signed in. */
@Path("/api/session")
@HttpAuthenticationMechanism("session")
@Authenticated
class SessionResource {

    /** @param expiresAt when the session ends if it is not used again */
    record SignedIn(Profile.User user, Profile.Organisation organisation, Instant expiresAt) {}

    private final Profiles profiles;
    private final Store store;
    private final CurrentPrincipal principal;

    SessionResource(Profiles profiles, Store store, CurrentPrincipal principal) {
        this.profiles = profiles;
        this.store = store;
        this.principal = principal;
    }

    @GET
    public Uni<SignedIn> current() {
        var who = principal.get();
        return store.answer(profiles.find(who.user(), who.organisation().id()))
                .onItem()
                .ifNull()
                .failWith(ApiException::notFound)
                .map(profile -> new SignedIn(
                        profile.user(), profile.organisation(), who.credential().expiresAt()));
    }
}
