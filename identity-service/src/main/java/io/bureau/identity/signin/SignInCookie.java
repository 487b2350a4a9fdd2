package io.bureau.identity.signin;

import io.bureau.kit.id.Base62;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Tells the browser that began a sign-in from every other. Thanks to its prefix no sibling domain can plant it, so nobody
 * can make a browser finish a sign-in that was begun elsewhere, as somebody else. Tabs of one browser share it.
 */
record SignInCookie(String value) {

    static final String NAME = "__Host-bureau_signin";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int LENGTH = 43;

    /** The browser's own; empty if it has none, or something that is not one. */
    static Optional<SignInCookie> of(RoutingContext request) {
        return Optional.ofNullable(request.request().getCookie(NAME))
                .map(Cookie::getValue)
                .filter(value -> value.length() == LENGTH && Base62.isBase62(value))
                .map(SignInCookie::new);
    }

    static SignInCookie generate() {
        var bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return new SignInCookie(Base62.encode(bits, LENGTH));
    }

    void keep(RoutingContext request, Duration lifetime) {
        request.response()
                .addCookie(Cookie.cookie(NAME, value)
                        .setMaxAge(lifetime.toSeconds())
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(true)
                        .setSameSite(CookieSameSite.LAX));
    }

    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "SignInCookie[***]";
    }
}
