package io.bureau.kit.ratelimit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeniedBucketsTest {

    private static final Limit LIMIT = new Limit(60, Duration.ofMinutes(1));

    private long now = 1_000_000_000L;
    private final DeniedBuckets buckets = new DeniedBuckets(() -> now);

    @Test
    void aDenialHoldsUntilTheMomentItCanFirstRecoverAndNotLonger() {
        buckets.remember(Policy.API, "key_1", denial(Duration.ofMillis(500), false), now);

        now += Duration.ofMillis(500).toNanos() - 1;
        assertEquals(
                Duration.ofNanos(1), buckets.verdict(Policy.API, "key_1", LIMIT).retryAfter());
        now += 1;
        assertNull(buckets.verdict(Policy.API, "key_1", LIMIT));
    }

    @Test
    void anAdmissionIsNeverRemembered() {
        buckets.remember(Policy.API, "key_1", new Verdict(true, LIMIT, 0, Duration.ofSeconds(60), null, false), now);

        assertNull(buckets.verdict(Policy.API, "key_1", LIMIT));
    }

    @Test
    void aDenialDecidedWithoutTheStoreIsNotRemembered() {
        buckets.remember(Policy.API, "key_1", denial(Duration.ofSeconds(30), true), now);

        assertNull(buckets.verdict(Policy.API, "key_1", LIMIT));
    }

    @Test
    void aRaisedLimitIsUsableAtOnce() {
        buckets.remember(Policy.API, "key_1", denial(Duration.ofSeconds(30), false), now);

        assertNull(buckets.verdict(Policy.API, "key_1", new Limit(120, Duration.ofMinutes(1))));
        assertNotNull(buckets.verdict(Policy.API, "key_1", LIMIT));
    }

    @Test
    void bucketsAndPoliciesDoNotMeet() {
        buckets.remember(Policy.API, "key_1", denial(Duration.ofSeconds(30), false), now);

        assertNull(buckets.verdict(Policy.API, "key_2", LIMIT));
        assertNull(buckets.verdict(Policy.SESSION, "key_1", LIMIT));
    }

    private static Verdict denial(Duration retryAfter, boolean degraded) {
        return new Verdict(false, LIMIT, 0, Duration.ofSeconds(60), retryAfter, degraded);
    }
}
