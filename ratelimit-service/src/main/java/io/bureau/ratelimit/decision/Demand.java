package io.bureau.ratelimit.decision;

import java.util.Optional;

/**
 * May this bucket be charged {@code cost} units under this limit? A cost of 0 only asks. With an id, a repeated demand
 * gets the first one's verdict and is charged once.
 *
 * @throws Unacceptable if the demand can never be granted, or is malformed
 */
public record Demand(Bucket bucket, Limit limit, int cost, Optional<String> id) {

    private static final int LONGEST_ID = 128;

    public Demand {
        if (cost < 0) {
            throw new Unacceptable("cost", "must not be negative");
        }
        if (cost > limit.requests()) {
            throw new Unacceptable("cost", "is more than the limit ever admits");
        }
        if (id.filter(text -> !isAcceptable(text)).isPresent()) {
            throw new Unacceptable("id", "must be 1 to " + LONGEST_ID + " characters of valid Unicode");
        }
    }

    private static boolean isAcceptable(String id) {
        return !id.isEmpty() && id.length() <= LONGEST_ID && !Bucket.hasLoneSurrogate(id);
    }
}
