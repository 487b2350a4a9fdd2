package io.bureau.ratelimit.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {

    private static final long MILLI = 1_000_000;

    private final Silence silence = new Silence(Duration.ofMillis(5));

    @Test
    void growsWithEveryTickUntilSomethingIsHeard() {
        silence.begin(0);
        silence.tick(5 * MILLI);
        silence.tick(11 * MILLI);
        assertEquals(11 * MILLI, silence.length());
        silence.heard();
        assertEquals(0, silence.length());
    }

    @Test
    void aPauseOfOurOwnIsNotTheSilenceOfRedis() {
        silence.begin(0);
        silence.tick(2_000 * MILLI);
        assertEquals(10 * MILLI, silence.length());
    }

    @Test
    void timeInWhichNothingWasOwedDoesNotCount() {
        silence.begin(0);
        silence.tick(5 * MILLI);
        silence.begin(9_000 * MILLI);
        silence.tick(9_005 * MILLI);
        assertEquals(5 * MILLI, silence.length());
    }
}
