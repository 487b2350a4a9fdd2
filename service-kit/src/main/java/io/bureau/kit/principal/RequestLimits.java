package io.bureau.kit.principal;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.ClientAddress;
import io.bureau.kit.ratelimit.Limit;
import io.bureau.kit.ratelimit.Policy;
import io.bureau.kit.ratelimit.RateLimitHeaders;
import io.bureau.kit.ratelimit.RateLimits;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Counts requests against the limits of whoever makes them. */
@ApplicationScoped
class RequestLimits {

    private static final Logger LOG = Logger.getLogger(RequestLimits.class);

    private final RateLimits rateLimits;

    RequestLimits(RateLimits rateLimits) {
        this.rateLimits = rateLimits;
    }

    /** Takes one unit of the principal's limit; fails with 429 if there is none. Either way the answer gets its headers. */
    Uni<Void> admit(Principal principal, RoutingContext request) {
        var policy = principal.isKey() ? Policy.API : Policy.SESSION;
        var id = principal.credential().id();
        return rateLimits.decide(policy, id, limitOf(principal, policy)).map(verdict -> {
            RateLimitHeaders.add(request, policy, verdict);
            if (!verdict.allowed()) {
                LOG.infof("refused status=429 credential=%s policy=%s", id, policy.id());
                throw ApiException.rateLimited(verdict.retryAfter());
            }
            return null;
        });
    }

    /**
     * Counts a failed authentication against the client's address; fails with 429 once there have been too many. Only
     * failures are refused so: a neighbour behind the same address with a valid credential is not punished.
     */
    Uni<Void> countFailure(RoutingContext request) {
        var policy = Policy.FAILED_AUTH;
        return rateLimits
                .decide(policy, ClientAddress.bucketOf(request), policy.limit())
                .map(verdict -> {
                    if (!verdict.allowed()) {
                        LOG.infof("refused status=429 ip=%s policy=%s", ClientAddress.of(request), policy.id());
                        throw ApiException.rateLimited(verdict.retryAfter());
                    }
                    return null;
                });
    }

    private static Limit limitOf(Principal principal, Policy policy) {
        return principal.limit() == null ? policy.limit() : principal.limit();
    }
}
