package io.bureau.ratelimit.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.ratelimit.decision.Bucket;
import io.bureau.ratelimit.decision.Demand;
import io.bureau.ratelimit.decision.Limit;
import io.bureau.ratelimit.decision.Verdict;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalLimiterTest {

    private static final long SECOND = 1_000_000;
    private static final Limit SIXTY = new Limit(60, 60);

    private final AtomicLong now = new AtomicLong(17 * SECOND);
    private final AtomicInteger replicas = new AtomicInteger(1);
    private final LocalLimiter limiter = new LocalLimiter(config(), replicas::get, now::get);

    /** As the service is shipped. */
    private static PolicyConfig config() {
        try {
            return new SmallRyeConfigBuilder()
                    .withConverter(Duration.class, 100, new DurationConverter())
                    .withSources(
                            new PropertiesConfigSource(LocalLimiterTest.class.getResource("/application.properties")))
                    .withMapping(PolicyConfig.class)
                    .build()
                    .getConfigMapping(PolicyConfig.class);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void theDefaultsAreTheDeclaredOnes() {
        var config = config();
        assertEquals(OnError.LOCAL, config.policies().get("api").onError());
        assertEquals(OnError.LOCAL, config.policies().get("session").onError());
        assertEquals(OnError.STRICT, config.policies().get("failed-auth").onError());
        assertEquals(OnError.STRICT, config.policies().get("signin").onError());
        assertEquals(OnError.STRICT, config.policies().get("leak-report").onError());
        assertEquals(5, config.policies().size());
        assertEquals(4, config.strictDivisor());
        assertEquals(1, config.expectedReplicas());
        assertEquals(Duration.ofSeconds(2), config.heartbeat());
    }

    @ParameterizedTest(name = "{0} of 60 with {1} replicas: {2}")
    @CsvSource({
        "api, 1, 60",
        "api, 3, 20",
        "session, 3, 20",
        "failed-auth, 1, 15",
        "failed-auth, 3, 5",
        "signin, 3, 5",
        "nobody-knows, 1, 15",
        "api, 100, 1",
        "signin, 100, 1",
    })
    void s33_eachPolicyFallsToItsDeclaredCap(String policy, int known, int expected) {
        replicas.set(known);
        int admitted = 0;
        for (int i = 0; i < 100; i++) {
            var verdict = decide(policy, "k", 1, SIXTY);
            assertTrue(verdict.degraded());
            admitted += verdict.allowed() ? 1 : 0;
        }
        assertEquals(expected, admitted);
    }

    @Test
    void anOutageAloneRefusesNothingThatTheLimitAllows() {
        replicas.set(50);
        assertTrue(decide("api", "k", 60, SIXTY).allowed());
        assertFalse(decide("api", "k", 60, SIXTY).allowed(), "but not twice in a window");
    }

    @Test
    void anyWindowHoldsAtMostTheCapAndTheAnnouncedWaitIsEnough() {
        var limit = new Limit(4, 10);
        assertTrue(decide("api", "k", 3, limit).allowed());
        now.addAndGet(9 * SECOND);
        assertTrue(decide("api", "k", 1, limit).allowed());
        var denied = decide("api", "k", 2, limit);
        assertFalse(denied.allowed());
        assertTrue(denied.retryMicros() >= SECOND && denied.retryMicros() <= SECOND + 10 * SECOND / 64);
        now.addAndGet(denied.retryMicros() - 1);
        assertFalse(decide("api", "k", 2, limit).allowed());
        now.addAndGet(1);
        assertTrue(decide("api", "k", 2, limit).allowed());
    }

    @Test
    void bucketsAreSeparateAndAskingIsFree() {
        var limit = new Limit(1, 10);
        assertTrue(decide("api", "a", 0, limit).allowed());
        assertTrue(decide("api", "a", 1, limit).allowed());
        assertTrue(decide("api", "b", 1, limit).allowed());
        assertTrue(decide("session", "a", 1, limit).allowed());
        assertFalse(decide("api", "a", 1, limit).allowed());
    }

    private Verdict decide(String policy, String key, int cost, Limit limit) {
        return limiter.decide(new Demand(new Bucket(policy, key), limit, cost, Optional.empty()));
    }
}
