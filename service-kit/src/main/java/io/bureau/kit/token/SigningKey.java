package io.bureau.kit.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * One ES256 key pair as it lies on disk.
 *
 * @param writtenAt when the file was last modified: the moment from which others can have seen the public half
 */
record SigningKey(String kid, PrivateKey privateKey, ECPublicKey publicKey, Instant writtenAt) {

    /**
     * @throws IllegalStateException if the file does not hold a PRIVATE KEY and a PUBLIC KEY of the curve P-256
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7468">RFC 7468</a>
     */
    static SigningKey read(Path file) {
        try {
            var pem = Files.readString(file);
            var keys = KeyFactory.getInstance("EC");
            var privateKey = keys.generatePrivate(new PKCS8EncodedKeySpec(section(pem, "PRIVATE KEY")));
            var publicKey = (ECPublicKey) keys.generatePublic(new X509EncodedKeySpec(section(pem, "PUBLIC KEY")));
            if (publicKey.getParams().getCurve().getField().getFieldSize() != 256) {
                throw new GeneralSecurityException("not a key of the curve P-256");
            }
            var kid = file.getFileName().toString().replaceFirst("\\.pem$", "");
            return new SigningKey(
                    kid, privateKey, publicKey, Files.getLastModifiedTime(file).toInstant());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new IllegalStateException(
                    file + " does not hold a P-256 key pair (PRIVATE KEY and PUBLIC KEY in PEM)", unreadable);
        }
    }

    private static byte[] section(String pem, String label) throws GeneralSecurityException {
        var matcher = Pattern.compile("-----BEGIN " + label + "-----([^-]+)-----END " + label + "-----")
                .matcher(pem);
        if (!matcher.find()) {
            throw new GeneralSecurityException("no " + label);
        }
        return Base64.getMimeDecoder().decode(matcher.group(1));
    }
}
