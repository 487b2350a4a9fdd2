package io.bureau.local.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

/** ID tokens signed with RS256, and the key set to check them with. */
final class IdTokens {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final CompletableFuture<KeyPair> made;

    /** @param keys must be there before anybody asks */
    IdTokens(CompletableFuture<KeyPair> keys) {
        this.made = keys;
    }

    JsonObject keySet() {
        var key = (RSAPublicKey) keys().getPublic();
        return new JsonObject()
                .put(
                        "keys",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("kty", "RSA")
                                        .put("use", "sig")
                                        .put("alg", "RS256")
                                        .put("kid", kid())
                                        .put("n", number(key.getModulus()))
                                        .put("e", number(key.getPublicExponent()))));
    }

    String sign(JsonObject claims) {
        var header = new JsonObject().put("alg", "RS256").put("kid", kid()).put("typ", "JWT");
        var signed = part(header) + "." + part(claims);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys().getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + BASE64.encodeToString(signature.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private KeyPair keys() {
        return made.getNow(null);
    }

    private String kid() {
        return BASE64.encodeToString(Pkce.sha256(keys().getPublic().getEncoded()));
    }

    /** {@code at_hash} of OpenID Connect Core, 3.1.3.6: the left half of the hash. */
    static String hashOf(String accessToken) {
        var hash = Pkce.sha256(accessToken.getBytes(StandardCharsets.US_ASCII));
        return BASE64.encodeToString(Arrays.copyOf(hash, hash.length / 2));
    }

    private static String part(JsonObject json) {
        return BASE64.encodeToString(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    /** Big-endian without the sign byte (RFC 7518, 6.3.1). */
    private static String number(BigInteger value) {
        var bytes = value.toByteArray();
        return BASE64.encodeToString(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
