package io.bureau.kit.ratelimit;

import java.time.Duration;

/**
 * What ratelimit-service decided.
 *
 * @param remaining units left in the window after this decision
 * @param reset until the whole limit is free again
 * @param retryAfter the shortest wait after which the same cost would be admitted; {@code null} when admitted
 * @param degraded decided without the shared store; such an answer carries no RateLimit headers
 */
public record Verdict(
        boolean allowed, Limit limit, int remaining, Duration reset, Duration retryAfter, boolean degraded) {}
