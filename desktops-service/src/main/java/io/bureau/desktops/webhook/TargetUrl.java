package io.bureau.desktops.webhook;

import io.bureau.kit.error.ApiException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of a webhook, of which only one reading exists: what we check is what is called.
 *
 * @param host a name, an IPv4 address as four decimals, or an IPv6 address in brackets
 * @param path with the query
 */
record TargetUrl(boolean secure, String host, int port, String path) {

    private static final int LONGEST = 2048;
    private static final Pattern NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    private static final Pattern IPV6 = Pattern.compile("\\[[0-9a-f:.]+]");
    /** URL parsers read a host that ends in a number as IPv4, in decimal, octal or hexadecimal, of one to four parts. */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    private static final String DECIMAL = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(DECIMAL + "(\\." + DECIMAL + "){3}");

    /** @throws ApiException 400 that says what is wrong with {@code url} */
    static TargetUrl parse(String text) {
        if (text.length() > LONGEST) {
            throw invalid("must be at most " + LONGEST + " characters long");
        }
        var uri = uri(text);
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if (!secure && !scheme.equals("http")) {
            throw invalid("must begin with https://");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw invalid("must hold neither a user nor a fragment");
        }
        return new TargetUrl(secure, host(uri), port(uri, secure), path(uri));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException unreadable) {
            throw invalid("must be a URL");
        }
    }

    private static String host(URI uri) {
        if (uri.getHost() == null) {
            throw invalid("must name a host, in ASCII");
        }
        var host = uri.getHost().toLowerCase(Locale.ROOT);
        boolean known = NUMERIC.matcher(host).matches()
                ? IPV4.matcher(host).matches()
                : NAME.matcher(host).matches();
        if (!known && !IPV6.matcher(host).matches()) {
            throw invalid("must name a host by its name or its address in the usual form");
        }
        return host;
    }

    private static int port(URI uri, boolean secure) {
        int port = uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort();
        if (port < 1 || port > 65_535) {
            throw invalid("must name a port from 1 to 65535, if any");
        }
        return port;
    }

    private static String path(URI uri) {
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    static ApiException invalid(String why) {
        return ApiException.invalid("url", why);
    }
}
