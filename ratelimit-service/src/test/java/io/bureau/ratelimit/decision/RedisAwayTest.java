package io.bureau.ratelimit.decision;

import static io.bureau.ratelimit.decision.Replica.demand;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Redis stopped, frozen, restarted, without its scripts: what callers see, and that it ends by itself. */
class RedisAwayTest {

    private static final Limit LIMIT = new Limit(60, 60);
    private static final Duration ANSWERED_WITHIN = Duration.ofMillis(100);

    private RealRedis redis;
    private Replica replica;

    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void start() {
        redis = new RealRedis();
        replica = new Replica(redis);
        eventually(() -> !replica.decide(demand(key, 0, LIMIT)).degraded());
    }

    @AfterEach
    void stop() {
        redis.thaw();
        replica.close();
        redis.close();
    }

    @Test
    void s33_aFrozenRedisIsAnsweredForLocallyWithinAHundredMilliseconds() {
        redis.freeze();
        for (int i = 0; i < 20; i++) {
            assertDecidedLocallyInTime();
        }
        assertTrue(replica.engine.openBreakers() > 0);
    }

    @Test
    void s33_everyoneWhoWaitsOnAFrozenRedisIsAnsweredInTime() {
        redis.freeze();
        long start = System.nanoTime();
        var all = java.util.stream.IntStream.range(0, 5_000)
                .mapToObj(i -> replica.later(demand(key + i, 1, LIMIT)))
                .toList();
        all.forEach(verdict -> assertTrue(Replica.await(verdict).getFirst().degraded()));
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(1));
        assertEquals(5_000, replica.fallback.asked.get(), "each was answered once");
    }

    @Test
    void s33_aStoppedRedisIsAnsweredForLocallyWithinAHundredMilliseconds() {
        redis.stop();
        for (int i = 0; i < 20; i++) {
            assertDecidedLocallyInTime();
        }
        redis.start();
        eventually(() -> !replica.decide(demand(key, 0, LIMIT)).degraded());
    }

    @Test
    void exactnessReturnsByItselfWhenRedisThawsAndWhatItHadCountedStillCounts() {
        replica.decide(demand(key, 60, LIMIT));
        redis.freeze();
        assertDecidedLocallyInTime();
        redis.thaw();
        eventually(() -> !replica.decide(demand(key, 0, LIMIT)).degraded());
        assertFalse(replica.decide(demand(key, 1, LIMIT)).allowed());
        assertFalse(replica.decide(demand(key, 1, LIMIT)).degraded());
    }

    @Test
    void exactnessReturnsAfterALongFreezeInWhichTheConnectionWasGivenUp() {
        redis.freeze();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(4);
        while (System.nanoTime() < until) {
            assertDecidedLocallyInTime();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        redis.thaw();
        eventually(() -> replica.engine.openBreakers() == 0);
        assertFalse(replica.decide(demand(key, 1, LIMIT)).degraded());
    }

    @Test
    void aRedisThatForgotItsScriptsIsToldThemAgain() {
        replica.decide(demand(key, 59, LIMIT));
        replica.send(Request.cmd(Command.SCRIPT).arg("FLUSH"));
        var demands = new Demand[64];
        java.util.Arrays.setAll(demands, i -> demand(i % 2 == 0 ? key : key + i, 1, LIMIT));
        var verdicts = replica.decideTogether(demands);
        assertTrue(verdicts.stream().noneMatch(Verdict::degraded));
        assertEquals(1 + 32, verdicts.stream().filter(Verdict::allowed).count(), "each is charged once");
    }

    @Test
    void aReplicaThatStartsWithoutRedisFindsItLater() {
        redis.stop();
        try (var early = new Replica(redis)) {
            assertTrue(early.decide(demand(key, 1, LIMIT)).degraded());
            redis.start();
            eventually(() -> !early.decide(demand(key, 0, LIMIT)).degraded());
        }
    }

    private void assertDecidedLocallyInTime() {
        long start = System.nanoTime();
        var verdict = replica.decide(demand(key, 1, LIMIT));
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(verdict.degraded());
        assertTrue(took.compareTo(ANSWERED_WITHIN) < 0, "took " + took);
    }

    private static void eventually(java.util.function.BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "did not come true in time");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
