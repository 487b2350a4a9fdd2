package io.bureau.ratelimit.decision;

import static io.bureau.ratelimit.decision.Replica.demand;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract, assertion by assertion, on a real Redis whose clock the test holds. */
class DecisionScriptTest {

    private static final long SECOND = 1_000_000;
    private static final long MILLI = 1_000;
    private static final long START = 1_800_000_000L * SECOND;

    private static RealRedis redis;
    private static Replica replica;
    private static final AtomicLong NOW = new AtomicLong(START);

    private final String key = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        redis = new RealRedis();
        // Only the verdicts of Redis are of interest here, however slow this machine is today.
        replica = new Replica(redis, NOW::get, "deadline", "5s");
    }

    @AfterAll
    static void stop() {
        replica.close();
        redis.close();
    }

    @Test
    void a1_everyAdmitLeavesTheSumOverTheWindowAtMostTheLimit() {
        var limit = new Limit(3, 10);
        assertEquals(new Verdict(true, 3, 2, 10 * SECOND, -1, false), replica.decide(demand(key, 1, limit)));
        NOW.addAndGet(4 * SECOND);
        assertTrue(replica.decide(demand(key, 2, limit)).allowed());
        NOW.addAndGet(6 * SECOND - 1);
        assertFalse(replica.decide(demand(key, 1, limit)).allowed(), "the first unit is still in the window");
        NOW.addAndGet(1);
        assertTrue(replica.decide(demand(key, 1, limit)).allowed(), "the first unit has left: the window is half-open");
        assertFalse(replica.decide(demand(key, 1, limit)).allowed());
    }

    @Test
    void a2_whatFitsIsNeverDenied() {
        var limit = new Limit(5, 10);
        assertTrue(replica.decide(demand(key, 2, limit)).allowed());
        assertFalse(replica.decide(demand(key, 4, limit)).allowed());
        assertTrue(replica.decide(demand(key, 3, limit)).allowed(), "a smaller cost fits after a larger was denied");
    }

    @Test
    void a3_aDenialConsumesNothing() {
        var limit = new Limit(2, 10);
        replica.decide(demand(key, 2, limit));
        NOW.addAndGet(5 * SECOND);
        for (int i = 0; i < 100; i++) {
            assertFalse(replica.decide(demand(key, 1, limit)).allowed());
        }
        NOW.addAndGet(5 * SECOND);
        assertTrue(replica.decide(demand(key, 2, limit)).allowed());
    }

    @ParameterizedTest(name = "limit {0}")
    @ValueSource(ints = {1, 60, 512, 513, 5_000})
    void a4_theAnnouncedWaitIsMinimal(int requests) {
        var limit = new Limit(requests, 60);
        NOW.addAndGet(123_457);
        replica.decide(demand(key, (requests + 1) / 2, limit));
        NOW.addAndGet(7 * SECOND + 3);
        replica.decide(demand(key, requests / 2, limit));
        NOW.addAndGet(SECOND + 11);

        long retry = replica.decide(demand(key, requests, limit)).retryMicros();

        NOW.addAndGet(retry - MILLI);
        assertFalse(replica.decide(demand(key, requests, limit)).allowed(), "a millisecond early");
        NOW.addAndGet(MILLI - 1);
        assertFalse(replica.decide(demand(key, requests, limit)).allowed(), "a microsecond early");
        NOW.addAndGet(1);
        assertTrue(replica.decide(demand(key, requests, limit)).allowed(), "as announced");
    }

    @Test
    void a6_aCostAboveTheLimitIsRefusedForGood() {
        var refused = assertThrows(Unacceptable.class, () -> demand(key, 61, new Limit(60, 60)));
        assertEquals("cost", refused.field());
    }

    @Test
    void a7_theSameDecisionTwiceIsOneCharge() {
        var limit = new Limit(2, 10);
        var first = replica.decide(demand(key, 1, limit, "decision-1"));
        NOW.addAndGet(SECOND);
        var again = replica.decide(demand(key, 1, limit, "decision-1"));

        assertEquals(first.allowed(), again.allowed());
        assertEquals(first.remaining(), again.remaining());
        assertEquals(first.resetMicros() - SECOND, again.resetMicros());
        assertTrue(replica.decide(demand(key, 1, limit, "decision-2")).allowed());
        assertFalse(replica.decide(demand(key, 1, limit, "decision-3")).allowed());
        NOW.addAndGet(9 * SECOND);
        assertFalse(replica.decide(demand(key, 1, limit, "decision-3")).allowed(), "a denial is remembered as well");
        assertTrue(replica.decide(demand(key, 1, limit, "decision-4")).allowed());
    }

    @Test
    void a7_theSameDecisionTwiceInOneBatchIsOneCharge() {
        var limit = new Limit(2, 10);
        var verdicts = replica.decideTogether(
                demand(key, 1, limit, "decision-1"), demand(key, 1, limit), demand(key, 1, limit, "decision-1"));
        assertTrue(verdicts.stream().allMatch(Verdict::allowed));
        assertFalse(replica.decide(demand(key, 1, limit)).allowed());
    }

    @Test
    void a8_aRaisedLimitIsUsableAtOnceAndALoweredOneNeverShowsANegativeRemaining() {
        replica.decide(demand(key, 10, new Limit(10, 10)));
        assertEquals(4, replica.decide(demand(key, 1, new Limit(15, 10))).remaining());
        var lowered = replica.decide(demand(key, 1, new Limit(5, 10)));
        assertFalse(lowered.allowed());
        assertEquals(0, lowered.remaining());
        NOW.addAndGet(lowered.retryMicros());
        assertTrue(replica.decide(demand(key, 1, new Limit(5, 10))).allowed());
    }

    @Test
    void a8_aLimitRaisedBeyondTheFineFormKeepsWhatWasCharged() {
        replica.decide(demand(key, 60, new Limit(60, 10)));
        NOW.addAndGet(3 * SECOND);
        assertEquals(540, replica.decide(demand(key, 400, new Limit(1_000, 10))).remaining());
        var lowered = replica.decide(demand(key, 1, new Limit(60, 10)));
        assertFalse(lowered.allowed());
        assertEquals(0, lowered.remaining());
    }

    @Test
    void a9_aClockThatStepsBackAdmitsNothingExtra() {
        var limit = new Limit(2, 10);
        replica.decide(demand(key, 2, limit));
        NOW.addAndGet(-5 * SECOND);
        var denied = replica.decide(demand(key, 1, limit));
        assertFalse(denied.allowed());
        assertEquals(15 * SECOND, denied.retryMicros(), "the wait is by the clock as it is now");
        NOW.addAndGet(denied.retryMicros() - 1);
        assertFalse(replica.decide(demand(key, 1, limit)).allowed());
        NOW.addAndGet(1);
        assertTrue(replica.decide(demand(key, 2, limit)).allowed());
    }

    @Test
    void costZeroOnlyAsks() {
        var limit = new Limit(2, 10);
        assertEquals(2, replica.decide(demand(key, 0, limit)).remaining());
        assertEquals(0, replica.decide(demand(key, 0, limit)).resetMicros());
        replica.decide(demand(key, 2, limit));
        NOW.addAndGet(SECOND);
        var full = replica.decide(demand(key, 0, limit));
        assertEquals(0, full.remaining());
        assertEquals(9 * SECOND, full.retryMicros(), "when one unit becomes free");
    }

    @Test
    void concurrentDemandsOnOneBucketAreDecidedTogetherAndTheFirstAreAdmitted() {
        var demands = new Demand[64];
        java.util.Arrays.setAll(demands, _ -> demand(key, 1, new Limit(10, 10)));
        var verdicts = replica.decideTogether(demands);
        for (int i = 0; i < 64; i++) {
            assertEquals(i < 10, verdicts.get(i).allowed(), "demand " + i);
        }
    }
}
