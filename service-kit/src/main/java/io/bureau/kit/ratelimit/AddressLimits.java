package io.bureau.kit.ratelimit;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.ClientAddress;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Limits what comes without a credential, by the client's address. */
@ApplicationScoped
public class AddressLimits {

    private static final Logger LOG = Logger.getLogger(AddressLimits.class);

    private final RateLimits rateLimits;

    AddressLimits(RateLimits rateLimits) {
        this.rateLimits = rateLimits;
    }

    /** Takes one unit; fails with 429 if there is none. Either way the answer gets its headers. */
    public Uni<Void> admit(Policy policy, RoutingContext request) {
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
