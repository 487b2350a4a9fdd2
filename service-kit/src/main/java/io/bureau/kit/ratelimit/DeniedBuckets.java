package io.bureau.kit.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Buckets known to be empty, until the moment they can first recover. Exact: what was admitted in a window stays in it,
 * so the service could only say no again. A changed limit is another bucket here, since raising it counts at once.
 */
final class DeniedBuckets {

    private record Bucket(Policy policy, String key, Limit limit) {}

    private record Denial(Verdict verdict, long asked) {}

    private final LongSupplier nanoTime;
    private final Cache<Bucket, Denial> denials = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    /** @param nanoTime a monotonic clock such as {@link System#nanoTime} */
    DeniedBuckets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param asked when the decision was asked for: counted from the answer, the wait would be too long by the way back */
    void remember(Policy policy, String key, Verdict verdict, long asked) {
        if (!verdict.allowed() && !verdict.degraded()) {
            denials.put(new Bucket(policy, key, verdict.limit()), new Denial(verdict, asked));
        }
    }

    /** The denial that still holds, with what is left of its wait; {@code null} if the service must be asked. */
    Verdict verdict(Policy policy, String key, Limit limit) {
        var bucket = new Bucket(policy, key, limit);
        var denial = denials.getIfPresent(bucket);
        if (denial == null) {
            return null;
        }
        var elapsed = Duration.ofNanos(nanoTime.getAsLong() - denial.asked());
        var then = denial.verdict();
        if (elapsed.compareTo(then.retryAfter()) >= 0) {
            denials.invalidate(bucket);
            return null;
        }
        return new Verdict(
                false,
                limit,
                then.remaining(),
                then.reset().minus(elapsed),
                then.retryAfter().minus(elapsed),
                false);
    }
}
