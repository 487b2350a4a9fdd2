package io.bureau.ratelimit.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bureau.ratelimit.decision.Bucket;
import io.bureau.ratelimit.decision.Demand;
import io.bureau.ratelimit.decision.Fallback;
import io.bureau.ratelimit.decision.Limit;
import io.bureau.ratelimit.decision.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Decides while Redis is away: each replica admits its share of a limit and counts in its own memory. Together the
 * replicas that know of each other admit no more than the limit; those that do not are bounded by the limit each.
 */
@ApplicationScoped
class LocalLimiter implements Fallback {

    private static final int MOST_BUCKETS = 50_000;

    private record Key(Bucket bucket, Limit limit) {}

    private final PolicyConfig config;
    private final IntSupplier replicas;
    private final LongSupplier nowMicros;
    private final Cache<Key, LocalWindow> windows = Caffeine.newBuilder()
            .maximumSize(MOST_BUCKETS)
            .expireAfterAccess(Duration.ofSeconds(Limit.LONGEST_WINDOW_SECONDS))
            .build();

    @Inject
    LocalLimiter(PolicyConfig config, Replicas replicas) {
        this(config, replicas::known, microsSince(System.nanoTime()));
    }

    LocalLimiter(PolicyConfig config, IntSupplier replicas, LongSupplier nowMicros) {
        this.config = config;
        this.replicas = replicas;
        this.nowMicros = nowMicros;
    }

    @Override
    public Verdict decide(Demand demand) {
        var key = new Key(demand.bucket(), demand.limit());
        var window = windows.get(key, absent -> new LocalWindow(absent.limit()));
        return window.decide(demand.cost(), cap(demand), nowMicros.getAsLong());
    }

    /** At least one unit and at least what is asked for: an outage alone must not refuse what the limit allows. */
    private int cap(Demand demand) {
        int sharers = Math.max(config.expectedReplicas(), replicas.getAsInt());
        int share = demand.limit().requests() / sharers;
        int cap =
                switch (onError(demand.bucket().policy())) {
                    case LOCAL -> share;
                    case STRICT -> share / config.strictDivisor();
                };
        return Math.max(cap, Math.max(1, demand.cost()));
    }

    private OnError onError(String policy) {
        var configured = config.policies().get(policy);
        return configured == null ? OnError.STRICT : configured.onError();
    }

    private static LongSupplier microsSince(long start) {
        return () -> (System.nanoTime() - start) / 1_000;
    }
}
