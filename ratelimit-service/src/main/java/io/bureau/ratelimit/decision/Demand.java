package io.bureau.ratelimit.decision;

import java.util.Optional;

/**
 * May this bucket be charged {@code cost} units under this limit? A cost of 0 only asks. With an id, a repeated demand
 * gets the first one's verdict and is charged once.
 *
 * @throws IllegalArgumentException if the demand can never be granted or is malformed; the message is fit for the caller
 */
public record Demand(Bucket bucket, Limit limit, int cost, Optional<String> id) {

    private static final int LONGEST_ID = 128;

    public Demand {
        if (cost < 0) {
            throw new IllegalArgumentException("cost must not be negative");
        }
        if (cost > limit.requests()) {
            throw new IllegalArgumentException("cost is more than the limit ever admits");
        }
        if (id.isPresent() && (id.get().isEmpty() || id.get().length() > LONGEST_ID)) {
            throw new IllegalArgumentException("id must be 1 to " + LONGEST_ID + " characters");
        }
    }
}
