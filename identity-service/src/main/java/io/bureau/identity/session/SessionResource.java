package io.bureau.identity.session;

import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Who is signed in. */
@Path("/api/session")
@HttpAuthenticationMechanism("session")
@Authenticated
class SessionResource {

    private final CurrentSession session;
    private final CurrentPrincipal principal;

    SessionResource(CurrentSession session, CurrentPrincipal principal) {
        this.session = session;
        this.principal = principal;
    }

    @GET
    public Uni<SignedIn> current() {
        return session.describe(principal.get());
    }
}
