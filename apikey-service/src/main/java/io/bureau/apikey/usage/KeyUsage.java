package io.bureau.apikey.usage;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How a key is used.
 *
 * @param last {@code null} if it was never used
 * @param byCapability the last use of each capability of which one is known
 */
public record KeyUsage(LastUse last, Map<String, LastUse> byCapability, Recent recent) {

    /**
     * The last 24 hours, from the beginning of an hour on.
     *
     * @param addresses those with the most requests, ten at most
     */
    public record Recent(Instant since, long requests, List<Address> addresses) {}

    public record Address(String ip, long requests, Instant lastUsedAt) {}

    /** Of a key that was not used yet. */
    public static KeyUsage none(Instant now) {
        return new KeyUsage(null, Map.of(), new Recent(KeyUsages.recently(now), 0, List.of()));
    }
}
