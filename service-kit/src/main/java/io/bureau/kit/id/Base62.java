package io.bureau.kit.id;

import java.math.BigInteger;

/**
 * Numbers written with the digits {@code 0-9A-Za-z}, most significant first, padded to a fixed length so that the
 * text sorts as the numbers do.
 */
public final class Base62 {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

    private Base62() {}

    /**
     * The unsigned big-endian number in {@code bytes}, in exactly {@code length} digits.
     *
     * @throws IllegalArgumentException if the number needs more digits
     */
    public static String encode(byte[] bytes, int length) {
        var rest = new BigInteger(1, bytes);
        var digits = new char[length];
        for (int i = length - 1; i >= 0; i--) {
            var step = rest.divideAndRemainder(BASE);
            digits[i] = DIGITS.charAt(step[1].intValue());
            rest = step[0];
        }
        if (rest.signum() != 0) {
            throw new IllegalArgumentException(bytes.length + " bytes do not fit in " + length + " base62 digits");
        }
        return new String(digits);
    }

    /** Whether every character of {@code text} is a base62 digit; true of the empty text. */
    public static boolean isBase62(CharSequence text) {
        return text.chars().allMatch(Base62::isDigit);
    }

    private static boolean isDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}
