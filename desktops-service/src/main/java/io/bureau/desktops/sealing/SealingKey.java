package io.bureau.desktops.sealing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which secrets are stored: AES-256-GCM. A sealed secret is one byte of version, twelve of nonce, and the
 * ciphertext with its tag. What it belongs to is authenticated with it, so that one desktop's cannot stand in another's row.
 */
final class SealingKey {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;

    SealingKey(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException(key.length + " bytes instead of " + KEY_BYTES);
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /** @throws IllegalStateException if the file does not hold a key; the message tells the operator what to do */
    static SealingKey read(Path file) {
        try {
            return new SealingKey(
                    Base64.getMimeDecoder().decode(Files.readString(file).strip()));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalStateException(
                    file + " must hold " + KEY_BYTES + " random bytes in base64 (bureau.desktops.key-file)",
                    unreadable);
        }
    }

    byte[] seal(byte[] secret, String owner) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner).doFinal(secret);
            return ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws IllegalStateException if it was sealed under another key, for another owner, or altered */
    byte[] open(byte[] sealed, String owner) {
        if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != VERSION) {
            throw new IllegalStateException("not a sealed secret, owner=" + owner);
        }
        var nonce = new byte[NONCE_BYTES];
        var buffer = ByteBuffer.wrap(sealed, 1, sealed.length - 1).get(nonce);
        var text = new byte[buffer.remaining()];
        buffer.get(text);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, owner).doFinal(text);
        } catch (GeneralSecurityException notOurs) {
            throw new IllegalStateException("cannot open a sealed secret, owner=" + owner, notOurs);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
