package io.bureau.ratelimit.decision;

import static io.bureau.ratelimit.decision.Replica.await;
import static io.bureau.ratelimit.decision.Replica.demand;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One key, many callers, three replicas that know nothing of each other but Redis. */
class ThreeReplicasTest {

    private static final Limit SIXTY_A_MINUTE = new Limit(60, 60);
    private static final int CALLS = 2_000;
    private static final long MINUTE = 60_000_000;

    private static RealRedis redis;

    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        redis = new RealRedis();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void a5_s31_ofTwoThousandParallelCallsOverThreeReplicasExactlySixtySucceed() {
        assertEquals(60, admittedOf(CALLS, DecisionScript.CLOCK_OF_REDIS));
    }

    @Test
    void a5_aMinuteEdgeInTheMiddleChangesNothing() {
        long edge = 30_000_000 * MINUTE;
        var time = new AtomicLong(edge - 150_000);

        assertEquals(60, admittedOf(CALLS, () -> time.addAndGet(100_000)));

        assertTrue(time.get() > edge, "the calls went across the edge");
    }

    @Test
    void a5_clocksThatDifferByFiveSecondsChangeNothing() {
        var time = new AtomicLong(31_000_000 * MINUTE);
        assertEquals(
                60,
                admittedOf(
                        CALLS,
                        () -> time.addAndGet(100),
                        () -> time.addAndGet(100) + 5_000_000,
                        () -> time.addAndGet(100) - 5_000_000));
    }

    @Test
    void s34_waitingAsLongAsToldWorks() {
        var limit = new Limit(3, 1);
        try (var replica = new Replica(redis)) {
            replica.decide(demand(key, 3, limit));
            var denied = replica.decide(demand(key, 1, limit));
            assertFalse(denied.allowed());

            var afterTheWait = new CompletableFuture<Verdict>()
                    .completeOnTimeout(null, denied.retryMicros(), TimeUnit.MICROSECONDS)
                    .thenCompose(_ -> replica.later(demand(key, 1, limit)));

            assertTrue(await(afterTheWait).getFirst().allowed());
        }
    }

    /** One clock for all three replicas, or one each. */
    private int admittedOf(int calls, LongSupplier... clocks) {
        var replicas = new ArrayList<Replica>();
        try {
            for (int i = 0; i < 3; i++) {
                replicas.add(new Replica(redis, clocks[i % clocks.length], "deadline", "2s"));
            }
            var verdicts = new ArrayList<CompletableFuture<List<Verdict>>>();
            for (int i = 0; i < calls; i++) {
                verdicts.add(replicas.get(i % 3).later(demand(key, 1, SIXTY_A_MINUTE)));
            }
            int admitted = 0;
            for (var verdict : verdicts) {
                var decided = await(verdict).getFirst();
                assertFalse(decided.degraded());
                admitted += decided.allowed() ? 1 : 0;
            }
            return admitted;
        } finally {
            replicas.forEach(Replica::close);
        }
    }
}
