package io.bureau.identity.signin;

import io.bureau.identity.session.Freshness;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.ClientAddress;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.ratelimit.AddressLimits;
import io.bureau.kit.ratelimit.Policy;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The way of a browser that is signed in to a provider, and back with one more identity of its user. */
@Path("/auth/{provider}/link")
@HttpAuthenticationMechanism("session")
@Authenticated
class LinkResource {

    private static final Logger LOG = Logger.getLogger(LinkResource.class);

    private final Providers providers;
    private final SignIn signIn;
    private final AddressLimits limits;
    private final Freshness freshness;
    private final CurrentPrincipal principal;

    LinkResource(
            Providers providers, SignIn signIn, AddressLimits limits, Freshness freshness, CurrentPrincipal principal) {
        this.providers = providers;
        this.signIn = signIn;
        this.limits = limits;
        this.freshness = freshness;
        this.principal = principal;
    }

    @GET
    public Uni<Response> begin(
            @RestPath("provider") String id, @RestQuery String returnTo, @Context RoutingContext request) {
        requireOurOwnPage(request);
        var provider = providers.offered(id);
        var who = principal.get();
        return limits.admit(Policy.SIGN_IN, request)
                .chain(() -> freshness.require(who))
                .chain(() -> signIn.begin(provider, who.credential().id(), returnTo, request))
                .map(there -> there.map(url -> SignInResource.redirect(302, url.toString()))
                        .orElseGet(() -> SignInResource.redirect(
                                303,
                                ReturnTo.withError(
                                        ReturnTo.sanitise(returnTo), SignInOutcome.Refused.PROVIDER.code()))));
    }

    /**
     * Another site that has signed this browser in to a provider as somebody else could otherwise send it here, and would let
     * that somebody into the account. The cookie comes along on such a navigation, so it proves nothing.
     */
    private static void requireOurOwnPage(RoutingContext request) {
        if (!"same-origin".equals(request.request().getHeader("Sec-Fetch-Site"))) {
            LOG.warnf("refused status=403 ip=%s why=link not begun on our own page", ClientAddress.of(request));
            throw ApiException.of(403, "CSRF_REJECTED", "This request did not come from the dashboard's own pages");
        }
    }
}
