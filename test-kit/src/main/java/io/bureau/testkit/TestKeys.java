package io.bureau.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Map;

/** Signing keys for the service under test, in a directory of their own, as an operator would put them there. */
public final class TestKeys implements QuarkusTestResourceLifecycleManager {

    private static Path directory;

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("bureau-keys");
            write(directory, "test-1", generate());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        return Map.of("bureau.token.keys-directory", directory.toString());
    }

    public static Path directory() {
        return directory;
    }

    /** A fresh P-256 key pair. */
    public static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Puts {@code keys} under {@code directory} as {@code <kid>.pem}. */
    public static Path write(Path directory, String kid, KeyPair keys) throws IOException {
        return Files.writeString(
                directory.resolve(kid + ".pem"),
                pem("PRIVATE KEY", keys.getPrivate()) + pem("PUBLIC KEY", keys.getPublic()));
    }

    @Override
    public void stop() {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String pem(String label, Key key) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
