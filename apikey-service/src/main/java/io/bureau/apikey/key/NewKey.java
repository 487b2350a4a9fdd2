package io.bureau.apikey.key;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Capability;
import io.bureau.kit.ratelimit.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * What a new key shall be. Its fields are valid, but for {@code expiresAt}, which is compared with the clock later.
 *
 * @param capabilities the default ones if absent
 * @param expiresAt {@code null} for never
 * @param allowedCidrs empty for any address
 * @param limit {@code null} for the policy's
 */
record NewKey(
        String name, List<Capability> capabilities, Instant expiresAt, List<String> allowedCidrs, RequestLimit limit) {

    private static final int LONGEST_NAME = 100;
    private static final int MOST_CIDRS = 100;

    /** Requests in any window of this many seconds. */
    record RequestLimit(int requests, int windowSeconds) {

        private static final int MOST_REQUESTS = 1_000_000;
        private static final int LONGEST_WINDOW = 86_400;

        RequestLimit {
            if (requests < 1 || requests > MOST_REQUESTS) {
                throw ApiException.invalid("limit.requests", "must be 1 to " + MOST_REQUESTS);
            }
            if (windowSeconds < 1 || windowSeconds > LONGEST_WINDOW) {
                throw ApiException.invalid("limit.windowSeconds", "must be 1 to " + LONGEST_WINDOW);
            }
        }

        Limit toLimit() {
            return new Limit(requests, Duration.ofSeconds(windowSeconds));
        }
    }

    NewKey {
        name = validName(name);
        capabilities = validCapabilities(capabilities);
        allowedCidrs = allowedCidrs == null ? List.of() : validCidrs(allowedCidrs);
    }

    private static String validName(String name) {
        var stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty() || stripped.codePointCount(0, stripped.length()) > LONGEST_NAME) {
            throw ApiException.invalid("name", "must be 1 to " + LONGEST_NAME + " characters");
        }
        if (stripped.codePoints().anyMatch(NewKey::breaksLines)) {
            throw ApiException.invalid("name", "must not hold control characters");
        }
        return stripped;
    }

    private static boolean breaksLines(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    private static List<Capability> validCapabilities(List<Capability> wanted) {
        if (wanted == null) {
            return Arrays.stream(Capability.values())
                    .filter(Capability::isDefault)
                    .toList();
        }
        if (wanted.isEmpty() || wanted.stream().anyMatch(Objects::isNull)) {
            throw ApiException.invalid("capabilities", "must name at least one capability");
        }
        return wanted.stream().distinct().toList();
    }

    private static List<String> validCidrs(List<String> cidrs) {
        if (cidrs.size() > MOST_CIDRS) {
            throw ApiException.invalid("allowedCidrs", "must be at most " + MOST_CIDRS + " networks");
        }
        try {
            return cidrs.stream().map(cidr -> Cidr.parse(cidr).toString()).toList();
        } catch (IllegalArgumentException | NullPointerException notANetwork) {
            throw ApiException.invalid("allowedCidrs", "must be networks such as 203.0.113.0/24 or 2001:db8::/32");
        }
    }
}
