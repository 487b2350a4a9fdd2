package io.bureau.desktops.ssh;

import java.security.PrivateKey;
import java.security.PublicKey;

/** Where a desktop's SSH server is, the key that opens it, and the key by which it is known to be the right one. */
public record SshTarget(
        String desktopId, String host, int port, PrivateKey clientKey, PublicKey clientPublicKey, PublicKey hostKey) {

    /** Without the keys, so that no log line can hold them. */
    @Override
    public String toString() {
        return "SshTarget[" + desktopId + " at " + host + ":" + port + "]";
    }
}
