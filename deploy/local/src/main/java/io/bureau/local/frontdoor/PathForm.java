package io.bureau.local.frontdoor;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the path of a request the one way it can be read, or not at all. What is refused here is refused by the services
 * too: encoded separators, backslashes, matrix parameters, empty and dot segments.
 */
final class PathForm {

    private static final Pattern AMBIGUOUS =
            Pattern.compile("(?i)%2f|%5c|%3b|%00|%0a|%0d|%2e|[\\\\;]|//|/\\.{1,2}(/|$)");

    private PathForm() {}

    /**
     * The segments of the path, decoded, so that {@code /%69nternal} is known for what the service behind would take it
     * for.
     *
     * @param uri the request target as it came over the wire
     */
    static Optional<List<String>> segments(String uri) {
        int query = uri.indexOf('?');
        var path = query < 0 ? uri : uri.substring(0, query);
        if (!path.startsWith("/")
                || path.indexOf('#') >= 0
                || AMBIGUOUS.matcher(path).find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Arrays.stream(path.substring(1).split("/", -1))
                    .map(PathForm::decode)
                    .toList());
        } catch (IllegalArgumentException badEncoding) {
            return Optional.empty();
        }
    }

    /** In a path, unlike in a form, a plus is a plus. */
    private static String decode(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
