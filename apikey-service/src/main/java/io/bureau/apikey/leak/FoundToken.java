package io.bureau.apikey.leak;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bureau.kit.error.ApiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Something that GitHub has found and that looks like a key of ours.
 *
 * @param type the name under which GitHub knows the form of our keys
 * @param url where it was found; may be empty
 * @param source in what kind of place, such as {@code content} or {@code issue_comment}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record FoundToken(String token, String type, String url, String source) {

    private static final Pattern KEY = Pattern.compile("sk_live_\\w+");
    private static final Pattern WORD = Pattern.compile("\\w{1,40}");
    private static final int LONGEST_URL = 500;

    FoundToken {
        if (token == null || type == null) {
            throw ApiException.invalid(token == null ? "token" : "type", "is missing");
        }
    }

    /** Where it was found, fit to be kept: without a query, a fragment and user names, and without anything like a key. */
    String place() {
        var kind = source != null && WORD.matcher(source).matches() ? source : "unknown";
        return "source=github place=" + kind + " url=" + KEY.matcher(address()).replaceAll("sk_live_***");
    }

    private String address() {
        try {
            var found = new URI(url == null ? "" : url);
            if (found.getHost() == null) {
                return "unknown";
            }
            var address = new URI(
                            found.getScheme(), null, found.getHost(), found.getPort(), found.getPath(), null, null)
                    .toString();
            return address.length() > LONGEST_URL ? address.substring(0, LONGEST_URL) : address;
        } catch (URISyntaxException unreadable) {
            return "unknown";
        }
    }

    /** Without the token, so that no log line can hold it. */
    @Override
    public String toString() {
        return "FoundToken[type=" + type + "]";
    }
}
