package io.bureau.desktops.metrics;

import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What was last measured of one desktop, and those who follow it. */
final class Meter {

    private final Set<MultiEmitter<? super String>> followers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicBoolean counting = new AtomicBoolean();
    private volatile Reading last;
    private volatile Long disk;
    private volatile long diskNanos;

    void add(MultiEmitter<? super String> follower) {
        followers.add(follower);
    }

    /** Whether nobody is left. */
    boolean remove(MultiEmitter<? super String> follower) {
        followers.remove(follower);
        return followers.isEmpty();
    }

    void tell(String payload) {
        followers.forEach(follower -> follower.emit(payload));
    }

    /** Whether nobody is reading; whoever is told so says {@link #readingDone} in the end. */
    boolean beginReading() {
        return reading.compareAndSet(false, true);
    }

    void readingDone() {
        reading.set(false);
    }

    /** The reading before this one; {@code null} for none. */
    Reading swap(Reading next) {
        var before = last;
        last = next;
        return before;
    }

    /** It does not run, or does not tell: what comes next is the first. */
    void interrupted() {
        last = null;
    }

    /** Whether the disk is to be counted again and nobody is at it; whoever is told so says {@link #counted} in the end. */
    boolean beginCounting(Duration period) {
        boolean due = diskNanos == 0 || System.nanoTime() - diskNanos >= period.toNanos();
        return due && counting.compareAndSet(false, true);
    }

    /** @param bytes {@code null} if it could not be counted this time */
    void counted(Long bytes) {
        if (bytes != null) {
            disk = bytes;
        }
        diskNanos = System.nanoTime();
        counting.set(false);
    }

    Long disk() {
        return disk;
    }
}
