package io.bureau.desktops.files;

import io.bureau.kit.error.ApiException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a file, in bytes.
 *
 * @param from counted from 0
 */
record Span(long from, long length) {

    /** One range; of several, or of what is no range at all, a server may take no notice (RFC 9110, section 14.2). */
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})", Pattern.CASE_INSENSITIVE);

    static Span whole(long size) {
        return new Span(0, size);
    }

    /**
     * What {@code range}, a header field or {@code null}, asks for of a file of this size; empty if that is no part.
     *
     * @throws ApiException 416 if it has no such part
     */
    static Optional<Span> of(String range, long size) {
        var matched = range == null ? null : RANGE.matcher(range.strip());
        if (matched == null || !matched.matches()) {
            return Optional.empty();
        }
        var first = matched.group(1);
        var last = matched.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(ofLast(Long.parseLong(last), size));
        }
        return between(Long.parseLong(first), last.isEmpty() ? Long.MAX_VALUE - 1 : Long.parseLong(last), size);
    }

    /** As the header field Content-Range says it. */
    String contentRange(long size) {
        return "bytes " + from + "-" + (from + length - 1) + "/" + size;
    }

    private static Span ofLast(long length, long size) {
        if (length == 0 || size == 0) {
            throw ApiException.rangeNotSatisfiable(size);
        }
        long given = Math.min(length, size);
        return new Span(size - given, given);
    }

    private static Optional<Span> between(long first, long last, long size) {
        if (last < first) {
            return Optional.empty();
        }
        if (first >= size) {
            throw ApiException.rangeNotSatisfiable(size);
        }
        return Optional.of(new Span(first, Math.min(last + 1, size) - first));
    }
}
