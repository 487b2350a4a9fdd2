package io.bureau.identity.session;

import io.bureau.kit.id.Base62;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;

/** What the session cookie holds: 256 random bits in 43 base62 characters, and nothing that could be read from it. */
public final class SessionToken {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final int LENGTH = 43;

    private final String text;

    private SessionToken(String text) {
        this.text = text;
    }

    static SessionToken generate() {
        var bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return new SessionToken(Base62.encode(bits, LENGTH));
    }

    /** The token in {@code text}; empty if it has not the form of one, so that nobody needs to be asked. */
    static Optional<SessionToken> parse(String text) {
        return text.length() == LENGTH && Base62.isBase62(text)
                ? Optional.of(new SessionToken(text))
                : Optional.empty();
    }

    /** What the store keeps of it. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The whole token. It goes to its browser, and into a hash. */
    String reveal() {
        return text;
    }

    /** Never the token itself, so that no log line can hold it. */
    @Override
    public String toString() {
        return "SessionToken[***]";
    }
}
