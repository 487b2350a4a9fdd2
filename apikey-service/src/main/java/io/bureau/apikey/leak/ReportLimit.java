package io.bureau.apikey.leak;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.ClientAddress;
import io.bureau.kit.ratelimit.Policy;
import io.bureau.kit.ratelimit.RateLimitHeaders;
import io.bureau.kit.ratelimit.RateLimits;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** How often one address may report a leak. */
@ApplicationScoped
class ReportLimit {

    private static final Logger LOG = Logger.getLogger(ReportLimit.class);

    private final RateLimits rateLimits;

    ReportLimit(RateLimits rateLimits) {
        this.rateLimits = rateLimits;
    }

    /** Takes one unit; fails with 429 if there is none. Either way the answer gets its headers. */
    Uni<Void> admit(RoutingContext request) {
        var policy = Policy.LEAK_REPORT;
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
