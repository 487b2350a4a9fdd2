package io.bureau.apikey.leak;

import io.bureau.kit.id.Ids;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** A key pair with which GitHub signs, or somebody in its name. */
record Signer(String identifier, KeyPair keys) {

    static Signer create() {
        return create("secp256r1");
    }

    static Signer onAnotherCurve() {
        return create("secp384r1");
    }

    /** The list in which these are published. */
    static String list(Signer... signers) {
        return Arrays.stream(signers)
                .map(Signer::published)
                .collect(Collectors.joining(",", "{\"public_keys\":[", "]}"));
    }

    String sign(String message) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(message.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String published() {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        var pem = "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
        return """
                {"key_identifier":"%s","key":"%s","is_current":true}""".formatted(identifier, pem.replace("\n", "\\n"));
    }

    private static Signer create(String curve) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return new Signer(Ids.next("sig"), generator.generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
