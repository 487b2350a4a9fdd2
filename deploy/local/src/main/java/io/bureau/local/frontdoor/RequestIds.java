package io.bureau.local.frontdoor;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;

/**
 * Request ids as the services form them, 48 bits of Unix milliseconds and 80 random bits in 22 base62 digits, so that
 * they keep ours.
 */
final class RequestIds {

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
    private static final int LENGTH = 22;
    private static final SecureRandom RANDOM = new SecureRandom();

    private RequestIds() {}

    static String next() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        long low16 = ByteBuffer.wrap(bytes).getShort(6) & 0xFFFFL;
        ByteBuffer.wrap(bytes).putLong(0, System.currentTimeMillis() << 16 | low16);
        var rest = new BigInteger(1, bytes);
        var digits = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            var step = rest.divideAndRemainder(BASE);
            digits[i] = DIGITS.charAt(step[1].intValue());
            rest = step[0];
        }
        return "req_" + new String(digits);
    }
}
