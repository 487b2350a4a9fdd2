package io.bureau.apikey.key;

import io.bureau.kit.principal.ApiKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** A secret that the database does not hold, without which its hashes are of no use to whoever steals them. */
record Pepper(int version, SecretKey secret, Instant writtenAt) {

    private static final String ALGORITHM = "HmacSHA256";

    KeyHash hash(ApiKey key) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return new KeyHash(version, mac.doFinal(key.reveal().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String toString() {
        return "Pepper[version=" + version + "]";
    }
}
