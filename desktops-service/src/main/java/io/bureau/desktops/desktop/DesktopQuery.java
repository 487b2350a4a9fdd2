package io.bureau.desktops.desktop;

import io.bureau.kit.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/**
 * Which desktops a list shall hold.
 *
 * @param status {@code null} for any but {@code destroyed}
 * @param after the last one that the caller has seen; {@code null} for none
 */
record DesktopQuery(Status status, int limit, Cursor after) {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MOST = 200;

    /** A place in the list, which stays right when desktops come and go. */
    record Cursor(Instant createdAt, String id) {

        String toText() {
            var text = createdAt.toEpochMilli() + " " + id;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        static Cursor parse(String text) {
            try {
                var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 2);
                return new Cursor(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException madeUp) {
                throw ApiException.invalid("cursor", "is not one that a list has given");
            }
        }
    }

    /** From a request's parameters, each of which may be {@code null}; fails with 400 that names the one at fault. */
    static DesktopQuery parse(String status, String limit, String cursor) {
        return new DesktopQuery(
                status == null ? null : parseStatus(status),
                limit == null ? DEFAULT_LIMIT : parseLimit(limit),
                cursor == null ? null : Cursor.parse(cursor));
    }

    private static Status parseStatus(String text) {
        return Status.byId(text).orElseThrow(() -> ApiException.invalid("status", "is not the status of a desktop"));
    }

    private static int parseLimit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // Answered like a number out of range.
        }
        throw ApiException.invalid("limit", "must be 1 to " + MOST);
    }
}
