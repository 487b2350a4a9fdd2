package io.bureau.ratelimit.decision;

import java.time.Duration;

/**
 * How long Redis has owed an answer, in time during which we were there to hear it. A pause of this process (garbage
 * collection, a starved machine) says nothing about Redis: an interval between two ticks counts as at most two periods.
 * Nanoseconds throughout; not thread-safe.
 */
final class Silence {

    private final long longestInterval;
    private long attended;
    private long lastTick;
    private long lastHeard;

    Silence(Duration period) {
        longestInterval = 2 * period.toNanos();
    }

    /** Something is owed from now on. */
    void begin(long now) {
        lastTick = now;
        lastHeard = attended;
    }

    /** An answer came. */
    void heard() {
        lastHeard = attended;
    }

    void tick(long now) {
        attended += Math.min(now - lastTick, longestInterval);
        lastTick = now;
    }

    /** The silence so far. */
    long length() {
        return attended - lastHeard;
    }

    /** A point in attended time, to measure an age from. */
    long mark() {
        return attended;
    }

    long since(long mark) {
        return attended - mark;
    }
}
