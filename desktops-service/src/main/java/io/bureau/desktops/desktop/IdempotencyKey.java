package io.bureau.desktops.desktop;

import io.bureau.kit.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The name that a caller gives to a request, so that sending it again does not do it again. */
record IdempotencyKey(String value, byte[] requestHash) {

    private static final int LONGEST = 255;

    /**
     * @param header the {@code Idempotency-Key} header
     * @param request what was asked for, always written the same way
     */
    static IdempotencyKey of(String header, String request) {
        if (header.isEmpty() || header.length() > LONGEST || !header.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw ApiException.invalid("Idempotency-Key", "must be 1 to " + LONGEST + " visible ASCII characters");
        }
        return new IdempotencyKey(header, sha256(request));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
