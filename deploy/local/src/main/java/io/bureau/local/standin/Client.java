package io.bureau.local.standin;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Bureau as a provider knows it: what it was registered with. */
record Client(String id, String secret, URI redirectUri) {

    boolean is(String sentId) {
        return id.equals(sentId);
    }

    boolean proves(String sentId, String sentSecret) {
        return is(sentId)
                && sentSecret != null
                && MessageDigest.isEqual(
                        secret.getBytes(StandardCharsets.UTF_8), sentSecret.getBytes(StandardCharsets.UTF_8));
    }
}
