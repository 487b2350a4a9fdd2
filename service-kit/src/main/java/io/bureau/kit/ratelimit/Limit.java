package io.bureau.kit.ratelimit;

import java.time.Duration;

/** At most {@code requests} in any window of this length. Whole seconds. */
public record Limit(int requests, Duration window) {

    public Limit {
        if (requests < 1 || window.toSeconds() < 1) {
            throw new IllegalArgumentException("a limit is at least one request in at least one second");
        }
    }
}
