package io.bureau.identity.session;

import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;

/** Signs out: once the answer is there, nothing accepts the session any more. */
@Path("/auth/logout")
@HttpAuthenticationMechanism("session")
@Authenticated
class LogoutResource {

    private final SessionEnding ending;
    private final BrowserSession browser;
    private final CurrentPrincipal principal;

    LogoutResource(SessionEnding ending, BrowserSession browser, CurrentPrincipal principal) {
        this.ending = ending;
        this.browser = browser;
        this.principal = principal;
    }

    @POST
    public Uni<Void> logout(@Context RoutingContext request) {
        var who = principal.get();
        return ending.end(who.credential().id(), who)
                .invoke(() -> browser.forget(request))
                .replaceWithVoid();
    }
}
