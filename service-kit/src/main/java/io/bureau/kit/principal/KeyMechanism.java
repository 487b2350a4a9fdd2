package io.bureau.kit.principal;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.ClientAddress;
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
 * A program, by its API key. Where an {@code Authorization} header is present it alone decides, so this comes before the
 * session. Counts the request against the key's limit, and a failure against the client's address.
 */
@ApplicationScoped
class KeyMechanism implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(KeyMechanism.class);

    private final KeyVerifier verifier;
    private final RequestLimits limits;
    private final KeyUseWatch uses;

    KeyMechanism(KeyVerifier verifier, RequestLimits limits, KeyUseWatch uses) {
        this.verifier = verifier;
        this.limits = limits;
        this.uses = uses;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager manager) {
        return switch (Bearer.of(request)) {
            case Bearer.Absent _ -> Uni.createFrom().nullItem();
            case Bearer.Malformed _ -> refuse(request, "malformed");
            case Bearer.Token(var text) ->
                ApiKey.parse(text)
                        .map(key -> verify(key, request))
                        .orElseGet(() -> refuse(request, "not a key of ours"));
        };
    }

    private Uni<SecurityIdentity> verify(ApiKey key, RoutingContext request) {
        var ip = ClientAddress.of(request);
        return verifier.verify(key, new Client(ip, request.request().getHeader("User-Agent")))
                .chain(outcome -> switch (outcome) {
                    case Verification.Valid valid -> admit(valid, ip, request);
                    case Verification.Invalid _ -> refuse(request, "unknown, revoked or expired key=" + key.id());
                    case Verification.AddressNotAllowed _ -> refuseAddress(key, ip);
                });
    }

    private Uni<SecurityIdentity> admit(Verification.Valid valid, String ip, RoutingContext request) {
        var principal = valid.principal();
        uses.follow(principal.credential().id(), ip, request);
        return limits.admit(principal, request).map(_ -> Identities.of(valid, request));
    }

    private Uni<SecurityIdentity> refuse(RoutingContext request, String why) {
        LOG.infof("refused status=401 ip=%s why=%s", ClientAddress.of(request), why);
        return limits.countFailure(request).chain(() -> Uni.createFrom().failure(ApiException.unauthorized(true)));
    }

    private static Uni<SecurityIdentity> refuseAddress(ApiKey key, String ip) {
        LOG.warnf("refused status=403 key=%s ip=%s why=address not allowed", key.id(), ip);
        return Uni.createFrom()
                .failure(ApiException.of(403, "IP_NOT_ALLOWED", "This key may not be used from your address"));
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
                        HttpCredentialTransport.Type.OTHER_HEADER, "Authorization", "api-key"));
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 200;
    }
}
