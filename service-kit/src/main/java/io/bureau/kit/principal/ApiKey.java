package io.bureau.kit.principal;

import io.bureau.kit.id.Base62;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * An API key in the clear: {@code sk_live_<id>_<secret><checksum>} with 8, 43 and 6 base62 characters. The checksum is
 * the CRC-32 of everything before it, so that a mistyped or made-up key is refused without asking anybody. The
 * underscore after the id keeps secret scanners from taking our keys for another company's.
 */
public final class ApiKey {

    public static final String PREFIX = "sk_live_";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID = 8;
    private static final int SECRET = 43;
    private static final int CHECKSUM = 6;
    private static final int LENGTH = PREFIX.length() + ID + 1 + SECRET + CHECKSUM;
    private static final BigInteger IDS = BigInteger.valueOf(62).pow(ID);

    private final String text;

    private ApiKey(String text) {
        this.text = text;
    }

    /** A new key: a random id and a secret of 256 random bits. */
    public static ApiKey generate() {
        var secret = new byte[32];
        RANDOM.nextBytes(secret);
        var id = new BigInteger(64, RANDOM).mod(IDS);
        var body = PREFIX + Base62.encode(id.toByteArray(), ID) + "_" + Base62.encode(secret, SECRET);
        return new ApiKey(body + checksum(body));
    }

    /** The key in {@code text}; empty if it has not the form, or the checksum is wrong. */
    public static Optional<ApiKey> parse(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX) || text.charAt(PREFIX.length() + ID) != '_') {
            return Optional.empty();
        }
        var digits = text.substring(PREFIX.length(), PREFIX.length() + ID) + text.substring(PREFIX.length() + ID + 1);
        var body = text.substring(0, LENGTH - CHECKSUM);
        return Base62.isBase62(digits) && text.endsWith(checksum(body))
                ? Optional.of(new ApiKey(text))
                : Optional.empty();
    }

    /** The public part that tells keys apart; it is not secret. */
    public String id() {
        return text.substring(PREFIX.length(), PREFIX.length() + ID);
    }

    /** The whole key. It goes to its owner once, and into a hash. */
    public String reveal() {
        return text;
    }

    /** What a list may show: the public id and the last four characters. */
    public String preview() {
        return PREFIX + id() + "…" + text.substring(LENGTH - 4);
    }

    /** Never the key itself, so that no log line can hold it. */
    @Override
    public String toString() {
        return PREFIX + id() + "_***";
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        return Base62.encode(BigInteger.valueOf(crc.getValue()).toByteArray(), CHECKSUM);
    }
}
