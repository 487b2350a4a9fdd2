package io.bureau.apikey.key;

import io.bureau.kit.http.Cidr;
import io.bureau.kit.principal.Capability;
import io.bureau.kit.ratelimit.Limit;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a new key shall be; valid.
 *
 * @param expiresAt {@code null} for never
 * @param allowedCidrs empty for any address
 * @param limit {@code null} for the policy's
 */
record NewKey(String name, List<Capability> capabilities, Instant expiresAt, List<String> allowedCidrs, Limit limit) {

    private static final int LONGEST_NAME = 64;
    private static final int MOST_CIDRS = 100;
    private static final int MOST_REQUESTS = 1_000_000;
    private static final int LONGEST_WINDOW = 86_400;

    /** Far enough for everybody, near enough for every reader of four-digit years. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /**
     * What {@code request} asks for; the default capabilities where it names none.
     *
     * @throws io.bureau.kit.error.ApiException 400 that names every field which is not valid
     */
    static NewKey of(KeyRequest request, Instant now) {
        var errors = new FieldErrors();
        var wanted = new NewKey(
                name(request.name(), errors),
                capabilities(request.capabilities(), errors),
                expiresAt(request.expiresAt(), now, errors),
                cidrs(request.allowedCidrs(), errors),
                limit(request.limit(), errors));
        errors.throwIfAny();
        return wanted;
    }

    private static String name(String name, FieldErrors errors) {
        var stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty() || stripped.codePointCount(0, stripped.length()) > LONGEST_NAME) {
            errors.add("name", "must be 1 to " + LONGEST_NAME + " characters");
        } else if (stripped.codePoints().anyMatch(NewKey::breaksLines)) {
            errors.add("name", "must not hold control characters");
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

    private static List<Capability> capabilities(List<String> wanted, FieldErrors errors) {
        if (wanted == null) {
            return Arrays.stream(Capability.values())
                    .filter(Capability::isDefault)
                    .toList();
        }
        return capabilitiesNamed(wanted, errors);
    }

    /** The capabilities of these names, each once. */
    static List<Capability> capabilitiesNamed(List<String> names, FieldErrors errors) {
        if (names.isEmpty() || names.stream().anyMatch(Objects::isNull)) {
            errors.add("capabilities", "must name at least one capability, and no null");
            return List.of();
        }
        var known = names.stream()
                .distinct()
                .map(Capability::byId)
                .flatMap(Optional::stream)
                .toList();
        if (known.size() < names.stream().distinct().count()) {
            errors.add("capabilities", "holds an unknown capability; GET /api/capabilities lists those there are");
        }
        return known;
    }

    private static Instant expiresAt(String text, Instant now, FieldErrors errors) {
        if (text == null) {
            return null;
        }
        try {
            var expiresAt = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
            if (!expiresAt.isAfter(now) || expiresAt.isAfter(LATEST)) {
                errors.add("expiresAt", "must be in the future, and before the year 10000");
            }
            return expiresAt;
        } catch (DateTimeParseException notATime) {
            errors.add("expiresAt", "must be a time such as 2031-01-31T12:00:00Z");
            return null;
        }
    }

    private static List<String> cidrs(List<String> cidrs, FieldErrors errors) {
        if (cidrs == null) {
            return List.of();
        }
        if (cidrs.size() > MOST_CIDRS) {
            errors.add("allowedCidrs", "must be at most " + MOST_CIDRS + " networks");
            return List.of();
        }
        try {
            return cidrs.stream()
                    .map(cidr -> Cidr.parse(cidr).toString())
                    .distinct()
                    .toList();
        } catch (IllegalArgumentException | NullPointerException notANetwork) {
            errors.add("allowedCidrs", "must be networks such as 203.0.113.0/24 or 2001:db8::/32");
            return List.of();
        }
    }

    private static Limit limit(KeyRequest.RequestedLimit wanted, FieldErrors errors) {
        if (wanted == null) {
            return null;
        }
        boolean valid = within(wanted.requests(), MOST_REQUESTS, "limit.requests", errors)
                & within(wanted.windowSeconds(), LONGEST_WINDOW, "limit.windowSeconds", errors);
        return valid ? new Limit(wanted.requests(), Duration.ofSeconds(wanted.windowSeconds())) : null;
    }

    private static boolean within(Integer value, int most, String field, FieldErrors errors) {
        boolean valid = value != null && value >= 1 && value <= most;
        if (!valid) {
            errors.add(field, "must be 1 to " + most);
        }
        return valid;
    }
}
