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
 * A person, by the session cookie. Routes for the dashboard alone choose it with
 * {@code @HttpAuthenticationMechanism("session")}; there a key is answered 403 {@code DASHBOARD_ONLY}.
 */
@ApplicationScoped
class SessionMechanism implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(SessionMechanism.class);
    private static final String SIGNED_OUT = "You are not signed in, or your session has ended";

    private final SessionVerifier verifier;
    private final RequestLimits limits;
    private final CrossSiteRefusal crossSite;

    SessionMechanism(SessionVerifier verifier, RequestLimits limits, CrossSiteRefusal crossSite) {
        this.verifier = verifier;
        this.limits = limits;
        this.crossSite = crossSite;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager manager) {
        return switch (Bearer.of(request)) {
            case Bearer.Token(var text) when text.startsWith(ApiKey.PREFIX) -> refuseKey(text, request);
            case Bearer.Token _, Bearer.Malformed _ -> refuseUnread(request, "not a session");
            case Bearer.Absent _ -> byCookie(request);
        };
    }

    private Uni<SecurityIdentity> byCookie(RoutingContext request) {
        return switch (SessionCookie.of(request)) {
            case SessionCookie.Absent _ -> Uni.createFrom().nullItem();
            case SessionCookie.Ambiguous _ -> refuseUnread(request, "ambiguous session cookies");
            case SessionCookie.Present(var token) -> {
                crossSite.check(request);
                yield verify(token, request);
            }
        };
    }

    private Uni<SecurityIdentity> verify(String token, RoutingContext request) {
        var client = new Client(ClientAddress.of(request), request.request().getHeader("User-Agent"));
        return verifier.verify(token, client)
                .chain(outcome -> outcome instanceof Verification.Valid valid
                        ? limits.admit(valid.principal(), request).map(_ -> Identities.of(valid, request))
                        : refuse(request));
    }

    private static Uni<SecurityIdentity> refuseKey(String text, RoutingContext request) {
        var key = ApiKey.parse(text).map(ApiKey::id).orElse("malformed");
        LOG.infof("refused status=403 key=%s ip=%s why=a key on a dashboard route", key, ClientAddress.of(request));
        return Uni.createFrom()
                .failure(ApiException.of(
                        403, "DASHBOARD_ONLY", "API keys do not open this route; sign in to the dashboard"));
    }

    private static Uni<SecurityIdentity> refuseUnread(RoutingContext request, String why) {
        LOG.infof("refused status=401 ip=%s why=%s", ClientAddress.of(request), why);
        return signedOut(true);
    }

    private Uni<SecurityIdentity> refuse(RoutingContext request) {
        LOG.infof("refused status=401 ip=%s why=session unknown or ended", ClientAddress.of(request));
        return limits.countFailure(request).chain(() -> signedOut(true));
    }

    private static Uni<SecurityIdentity> signedOut(boolean sent) {
        return Uni.createFrom().failure(ApiException.unauthorized(SIGNED_OUT, sent));
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
                .item(new HttpCredentialTransport(HttpCredentialTransport.Type.COOKIE, SessionCookie.NAME, "session"));
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 100;
    }
}
