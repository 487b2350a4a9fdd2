package io.bureau.ratelimit.decision;

/**
 * So many units in any window of so many seconds.
 *
 * @throws Unacceptable if out of range
 */
public record Limit(int requests, int windowSeconds) {

    public static final int MOST_REQUESTS = 1_000_000;
    public static final int LONGEST_WINDOW_SECONDS = 86_400;

    public Limit {
        if (requests < 1 || requests > MOST_REQUESTS) {
            throw new Unacceptable("limit.requests", "must be 1 to " + MOST_REQUESTS);
        }
        if (windowSeconds < 1 || windowSeconds > LONGEST_WINDOW_SECONDS) {
            throw new Unacceptable("limit.windowSeconds", "must be 1 to " + LONGEST_WINDOW_SECONDS);
        }
    }
}
