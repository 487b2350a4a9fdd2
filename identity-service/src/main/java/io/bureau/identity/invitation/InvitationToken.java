package io.bureau.identity.invitation;

import io.bureau.kit.id.Base62;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;

/** What the link of an invitation holds: {@code inv_} and 256 random bits in 43 base62 characters. */
final class InvitationToken {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "inv_";
    private static final int BYTES = 32;
    private static final int DIGITS = 43;

    private final String text;

    private InvitationToken(String text) {
        this.text = text;
    }

    static InvitationToken generate() {
        var bits = new byte[BYTES];
        RANDOM.nextBytes(bits);
        return new InvitationToken(PREFIX + Base62.encode(bits, DIGITS));
    }

    /** The token in {@code text}; empty if it has not the form of one, so that nobody needs to be asked. */
    static Optional<InvitationToken> parse(String text) {
        return text.length() == PREFIX.length() + DIGITS
                        && text.startsWith(PREFIX)
                        && Base62.isBase62(text.substring(PREFIX.length()))
                ? Optional.of(new InvitationToken(text))
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

    /** The whole token. It goes into its link, and into a hash. */
    String reveal() {
        return text;
    }

    /** Never the token itself, so that no log line can hold it. */
    @Override
    public String toString() {
        return "InvitationToken[***]";
    }
}
