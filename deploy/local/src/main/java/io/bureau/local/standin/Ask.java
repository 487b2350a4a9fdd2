package io.bureau.local.standin;

import io.vertx.core.MultiMap;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A request as far as the stand-ins look at it.
 *
 * @param uri path and query, as sent
 * @param parameters of the query
 * @param form the fields of the body
 */
record Ask(String uri, MultiMap parameters, MultiMap form, MultiMap headers) {

    record Credentials(String id, String secret) {}

    String parameter(String name) {
        return parameters.get(name);
    }

    String field(String name) {
        return form.get(name);
    }

    /** The token of {@code Authorization: Bearer …}, or in GitHub's older spelling {@code token …}. */
    Optional<String> token() {
        return authorization("Bearer").or(() -> authorization("token"));
    }

    /** The client's id and secret, from HTTP Basic or from the form, wherever it put them (RFC 6749, 2.3.1). */
    Credentials client() {
        return authorization("Basic")
                .flatMap(Ask::basic)
                .orElseGet(() -> new Credentials(field("client_id"), field("client_secret")));
    }

    private static Optional<Credentials> basic(String encoded) {
        try {
            var decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = decoded.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(
                            new Credentials(decode(decoded.substring(0, colon)), decode(decoded.substring(colon + 1))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private Optional<String> authorization(String scheme) {
        var header = headers.get("Authorization");
        return header != null && header.regionMatches(true, 0, scheme + " ", 0, scheme.length() + 1)
                ? Optional.of(header.substring(scheme.length() + 1).strip())
                : Optional.empty();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
