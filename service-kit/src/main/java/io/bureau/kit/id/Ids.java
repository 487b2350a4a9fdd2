package io.bureau.kit.id;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Public identifiers: a type prefix, an underscore and 22 base62 digits that hold 48 bits of Unix milliseconds and 80
 * random bits. Ids of one type sort by their time of creation; they are names, never secrets.
 */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int DIGITS = 22;

    private Ids() {}

    /** A new id such as {@code dsk_01f8…} for the prefix {@code dsk}. */
    public static String next(String prefix) {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        long timeAndRandom = (System.currentTimeMillis() << 16) | (bytes[6] & 0xFFL) << 8 | (bytes[7] & 0xFFL);
        ByteBuffer.wrap(bytes).putLong(0, timeAndRandom);
        return prefix + "_" + Base62.encode(bytes, DIGITS);
    }

    /** Whether {@code text} has the form of an id with this prefix. Says nothing of its existence. */
    public static boolean isWellFormed(String prefix, String text) {
        return text != null
                && text.length() == prefix.length() + 1 + DIGITS
                && text.startsWith(prefix + "_")
                && Base62.isBase62(text.substring(prefix.length() + 1));
    }
}
