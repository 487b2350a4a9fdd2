package io.bureau.apikey.usage;

import java.time.Instant;

/** The last known use of a key. */
public record LastUse(Instant at, String ip) {

    LastUse laterOf(LastUse other) {
        return other.at.isAfter(at) ? other : this;
    }
}
