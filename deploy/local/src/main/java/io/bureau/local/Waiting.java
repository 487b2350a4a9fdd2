package io.bureau.local;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, of which nobody tells us. */
final class Waiting {

    private Waiting() {}

    /** Whether {@code condition} came true within {@code patience}; it is looked at every {@code interval}. */
    static boolean until(BooleanSupplier condition, Duration patience, Duration interval) {
        var deadline = Instant.now().plus(patience);
        var pause = new CountDownLatch(1);
        try {
            while (!condition.getAsBoolean()) {
                if (Instant.now().isAfter(deadline)) {
                    return false;
                }
                pause.await(interval.toMillis(), TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
