package io.bureau.desktops.ssh;

import io.bureau.desktops.sealing.Seal;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/**
 * Makes the two key pairs of a desktop, one by which it knows us and one by which we know it, and turns them into what is
 * stored and back. ECDSA on P-256, which both the JDK and every sshd know.
 */
@ApplicationScoped
public class DesktopKeys {

    /** As stored: private keys are sealed, public ones are OpenSSH text. */
    public record Made(byte[] clientKey, String clientPublicKey, byte[] hostKey, String hostPublicKey) {}

    private final Seal seal;

    DesktopKeys(Seal seal) {
        this.seal = seal;
    }

    public Made make(String desktopId) {
        var client = generate();
        var host = generate();
        return new Made(
                seal.seal(client.getPrivate().getEncoded(), client(desktopId)),
                PublicKeyEntry.toString(client.getPublic()),
                seal.seal(openSsh(host).getBytes(StandardCharsets.UTF_8), host(desktopId)),
                PublicKeyEntry.toString(host.getPublic()));
    }

    public PrivateKey openClientKey(String desktopId, byte[] sealed) {
        var encoded = seal.open(sealed, client(desktopId));
        try {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("cannot read the client key of " + desktopId, unreadable);
        }
    }

    /** The host key in OpenSSH's private key format, as sshd reads it. */
    public String openHostKey(String desktopId, byte[] sealed) {
        return new String(seal.open(sealed, host(desktopId)), StandardCharsets.UTF_8);
    }

    public static PublicKey parsePublicKey(String openSsh) {
        try {
            return PublicKeyEntry.parsePublicKeyEntry(openSsh).resolvePublicKey(null, null, null);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalStateException("not a public key: " + openSsh, unreadable);
        }
    }

    private static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String openSsh(KeyPair pair) {
        var text = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "desktop", null, text);
        } catch (IOException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static String client(String desktopId) {
        return "client:" + desktopId;
    }

    private static String host(String desktopId) {
        return "host:" + desktopId;
    }
}
