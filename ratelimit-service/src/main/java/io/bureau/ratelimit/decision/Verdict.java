package io.bureau.ratelimit.decision;

/**
 * The answer to a demand.
 *
 * @param remaining units that are free now; never negative
 * @param resetMicros microseconds until the bucket is empty, if nothing more is charged
 * @param retryMicros microseconds until the same demand would be admitted, or {@link #NOTHING_TO_WAIT_FOR}
 * @param degraded whether this replica decided alone, without Redis
 */
public record Verdict(boolean allowed, int limit, int remaining, long resetMicros, long retryMicros, boolean degraded) {

    public static final long NOTHING_TO_WAIT_FOR = -1;
}
