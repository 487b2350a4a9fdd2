package io.bureau.identity.signin;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.ClientAddress;
import io.bureau.kit.ratelimit.Policy;
import io.bureau.kit.ratelimit.RateLimitHeaders;
import io.bureau.kit.ratelimit.RateLimits;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** How often one address may begin or finish signing in. */
@ApplicationScoped
class SignInLimit {

    private static final Logger LOG = Logger.getLogger(SignInLimit.class);

    private final RateLimits rateLimits;

    SignInLimit(RateLimits rateLimits) {
        this.rateLimits = rateLimits;
    }

    /** Takes one unit; fails with 429 if there is none. Either way the answer gets its headers. */
    Uni<Void> admit(RoutingContext request) {
        var policy = Policy.SIGN_IN;
        return rateLimits
                .decide(policy, ClientAddress.bucketOf(request), policy.limit())
                .map(verdict -> {
                    RateLimitHeaders.add(request, policy, verdict);
                    if (!verdict.allowed()) {
                        LOG.infof("refused status=429 ip=%s policy=%s", ClientAddress.of(request), policy.id());
                        throw ApiException.rateLimited(verdict.retryAfter());
                    }
                    return null;
                });
    }
}
