package io.bureau.desktops.events;

import io.bureau.kit.error.ApiException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The desktops that somebody who follows events wants to have measured. */
final class Measured {

    private static final int MOST = 20;

    private Measured() {}

    /**
     * @param text ids joined by commas; {@code null} or nothing for none
     * @throws ApiException 400 if there is an empty one among them, or too many
     */
    static Set<String> parse(String text) {
        if (text == null || text.isEmpty()) {
            return Set.of();
        }
        var ids = Arrays.stream(text.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
        if (ids.contains("") || ids.size() > MOST) {
            throw ApiException.invalid("metrics", "must be the ids of 1 to " + MOST + " desktops, joined by commas");
        }
        return ids;
    }
}
