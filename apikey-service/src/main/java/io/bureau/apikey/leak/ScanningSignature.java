package io.bureau.apikey.leak;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** A signature over a message as it was sent, byte for byte: ECDSA with P-256 and SHA-256, in DER and then in base64. */
record ScanningSignature(String base64) {

    boolean fits(byte[] message, PublicKey key) {
        try {
            var verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(Base64.getDecoder().decode(base64));
        } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
            return false;
        }
    }
}
