package io.bureau.kit.ratelimit;

import io.vertx.ext.web.RoutingContext;
import java.time.Instant;

/**
 * Writes the rate-limit headers, and is the only one that does. They are set on the response itself, so they stay
 * whatever comes of the request.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/">RateLimit header fields for HTTP</a>
 */
public final class RateLimitHeaders {

    private RateLimitHeaders() {}

    public static void add(RoutingContext request, Policy policy, Verdict verdict) {
        if (verdict.degraded()) {
            return;
        }
        long resetSeconds = (verdict.reset().toMillis() + 999) / 1000;
        var limit = verdict.limit();
        request.response()
                .putHeader(
                        "RateLimit-Policy",
                        "\"%s\";q=%d;w=%d"
                                .formatted(
                                        policy.id(),
                                        limit.requests(),
                                        limit.window().toSeconds()))
                .putHeader("RateLimit", "\"%s\";r=%d;t=%d".formatted(policy.id(), verdict.remaining(), resetSeconds))
                .putHeader("X-RateLimit-Limit", Integer.toString(limit.requests()))
                .putHeader("X-RateLimit-Remaining", Integer.toString(verdict.remaining()))
                .putHeader("X-RateLimit-Reset", Long.toString(Instant.now().getEpochSecond() + resetSeconds));
    }
}
