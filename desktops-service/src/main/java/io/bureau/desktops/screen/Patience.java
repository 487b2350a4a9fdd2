package io.bureau.desktops.screen;

import java.time.Duration;

/** Until when something waits. */
record Patience(long nanoTime) {

    static Patience of(Duration duration) {
        return new Patience(System.nanoTime() + duration.toNanos());
    }

    /** 0 if it is at an end. */
    long leftNanos() {
        return Math.max(0, nanoTime - System.nanoTime());
    }
}
