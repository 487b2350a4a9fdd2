package io.bureau.identity;

import java.util.HashMap;
import java.util.Map;

/**
 * An ID token before it is signed.
 *
 * @param signing how it will be signed
 */
public record IdToken(Map<String, Object> claims, Signing signing) {

    public enum Signing {
        RS256,
        /** By a key that the provider does not publish. */
        RS256_BY_A_STRANGER,
        /** With the public key as the secret. */
        HS256_WITH_THE_PUBLIC_KEY,
        NONE
    }

    /** The same but for this claim; {@code null} leaves it out. */
    public IdToken with(String claim, Object value) {
        var changed = new HashMap<>(claims);
        if (value == null) {
            changed.remove(claim);
        } else {
            changed.put(claim, value);
        }
        return new IdToken(changed, signing);
    }

    public IdToken signed(Signing how) {
        return new IdToken(claims, how);
    }
}
