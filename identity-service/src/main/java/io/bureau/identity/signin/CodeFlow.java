package io.bureau.identity.signin;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The authorisation code flow, as quarkus-oidc runs it for the tenant named after the provider. It keeps the code verifier
 * and the nonce in an encrypted cookie named after the state; whether a state still counts is not its business but ours.
 */
@ApplicationScoped
class CodeFlow {

    private final OidcAuthenticationMechanism oidc;
    private final IdentityProviderManager identities;

    CodeFlow(OidcAuthenticationMechanism oidc, IdentityProviderManager identities) {
        this.oidc = oidc;
        this.identities = identities;
    }

    /** Where to send the browser; its query names the {@code state}. Fails if the provider cannot be discovered. */
    Uni<URI> begin(Provider provider, RoutingContext request) {
        return oidc.getChallenge(choose(provider, request)).map(challenge -> URI.create(location(challenge)));
    }

    /** Exchanges the code that came with {@code request}; fails if anything about the provider's answers does not hold. */
    Uni<SecurityIdentity> complete(Provider provider, RoutingContext request) {
        return oidc.authenticate(choose(provider, request), identities)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("the cookie of the state is missing"))
                .onTermination()
                .invoke(() -> dropSessionCookies(request));
    }

    private static String location(ChallengeData challenge) {
        return challenge.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().toString().equalsIgnoreCase("Location"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no redirect to the provider"));
    }

    /** Cookies that quarkus-oidc could take for a session of its own are hidden from it: there are none here. */
    private static RoutingContext choose(Provider provider, RoutingContext request) {
        dropSessionCookies(request);
        request.put(OidcUtils.TENANT_ID_ATTRIBUTE, provider.id());
        return request;
    }

    private static void dropSessionCookies(RoutingContext request) {
        List.copyOf(request.request().cookies()).stream()
                .map(Cookie::getName)
                .filter(name -> name.startsWith(OidcUtils.SESSION_COOKIE_NAME))
                .forEach(name -> request.response().removeCookie(name, false));
    }
}
