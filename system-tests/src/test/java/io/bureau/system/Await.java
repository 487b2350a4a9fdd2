package io.bureau.system;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition, with a deadline. */
final class Await {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /** The first value that satisfies {@code wanted}; fails with the last one seen once {@code patience} is over. */
    static <T> T until(Duration patience, Supplier<T> look, Predicate<T> wanted) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            var seen = look.get();
            if (wanted.test(seen)) {
                return seen;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + patience + ", last seen: " + seen);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** The answer of a caller who does as 503 says and tries again, for ten seconds at most. */
    static Answer served(Supplier<Answer> call) {
        return until(Duration.ofSeconds(10), call, answer -> answer.status() != 503);
    }
}
