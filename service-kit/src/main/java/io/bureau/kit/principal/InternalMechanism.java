package io.bureau.kit.principal;

import io.bureau.kit.token.TokenRefused;
import io.bureau.kit.token.TokenVerifier;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Another service, by its internal token. Resources choose it with
 * {@code @HttpAuthenticationMechanism("internal")} and name the callers they accept with {@code @RolesAllowed}.
 */
@ApplicationScoped
class InternalMechanism implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(InternalMechanism.class);

    private final TokenVerifier verifier;

    InternalMechanism(TokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager manager) {
        var bearer = Bearer.of(request);
        if (!(bearer instanceof Bearer.Token(var token))) {
            return bearer instanceof Bearer.Absent
                    ? Uni.createFrom().nullItem()
                    : Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return verifier.verify(token)
                .map(Identities::of)
                .onFailure(TokenRefused.class)
                .transform(InternalMechanism::refused);
    }

    private static Throwable refused(Throwable why) {
        LOG.warnf("internal token refused why=%s", why.getMessage());
        return new AuthenticationFailedException();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Bearer.challenge();
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext request) {
        return Uni.createFrom()
                .item(new HttpCredentialTransport(
                        HttpCredentialTransport.Type.OTHER_HEADER, "Authorization", "internal"));
    }

    /** Behind every other: without the annotation no public route is opened by an internal token. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY - 100;
    }
}
