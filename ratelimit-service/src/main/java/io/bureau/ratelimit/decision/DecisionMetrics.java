package io.bureau.ratelimit.decision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts verdicts by policy, outcome and whether they were made without Redis. */
@ApplicationScoped
class DecisionMetrics {

    private static final int MOST_POLICIES = 64;

    private record Kind(String policy, boolean allowed, boolean degraded) {}

    private final MeterRegistry registry;
    private final Map<Kind, Counter> counters = new ConcurrentHashMap<>();

    DecisionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(List<Demand> demands, List<Verdict> verdicts) {
        for (int i = 0; i < verdicts.size(); i++) {
            var verdict = verdicts.get(i);
            var kind = new Kind(demands.get(i).bucket().policy(), verdict.allowed(), verdict.degraded());
            counter(kind).increment();
        }
    }

    /** Policies are named by callers: so many have a counter of their own, the rest share one. */
    private Counter counter(Kind kind) {
        var known = counters.get(kind);
        if (known != null) {
            return known;
        }
        var counted = counters.size() < 4 * MOST_POLICIES ? kind : new Kind("other", kind.allowed(), kind.degraded());
        return counters.computeIfAbsent(counted, this::register);
    }

    private Counter register(Kind kind) {
        return Counter.builder("bureau.ratelimit.decisions")
                .tag("policy", kind.policy())
                .tag("outcome", kind.allowed() ? "allowed" : "denied")
                .tag("degraded", Boolean.toString(kind.degraded()))
                .register(registry);
    }
}
