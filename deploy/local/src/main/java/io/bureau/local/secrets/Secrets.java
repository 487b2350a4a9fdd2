package io.bureau.local.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The secrets of one stack. Each is made when it is first asked for and is the same ever after. */
public final class Secrets {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;
    private final Map<String, Path> files = new ConcurrentHashMap<>();

    public Secrets(Path directory) {
        this.directory = directory;
    }

    /** 256 random bits in characters that need no quoting in a URL. */
    public String password(String name) {
        return read(file(name, () -> Base64.getUrlEncoder().withoutPadding().encodeToString(random(32))));
    }

    /** The file with 32 random bytes in base64, as services read their symmetric keys. */
    public Path key(String name) {
        return file(name, () -> Base64.getEncoder().encodeToString(random(32)));
    }

    /** The directory of the peppers that keys are hashed with, the first of them in it. */
    public Path peppers() {
        return key("peppers/1").getParent();
    }

    /** The directory of the keys that {@code service} signs its internal tokens with, one of them in it. */
    public Path signingKeys(String service) {
        return file("signing/" + service + "/" + service + "-1.pem", () -> pem(p256()))
                .getParent();
    }

    /** The RSA key pair that the stand-in of Google signs ID tokens with. */
    public KeyPair idTokenKeys() {
        var name = "google-stand-in.key";
        // Found before it is asked for: that takes long, and would keep others waiting for their secrets.
        var found = Files.exists(directory.resolve(name))
                ? null
                : rsa().getPrivate().getEncoded();
        var encoded = read(file(name, () -> Base64.getEncoder().encodeToString(found)));
        try {
            var factory = KeyFactory.getInstance("RSA");
            var privateKey = (RSAPrivateCrtKey) factory.generatePrivate(
                    new PKCS8EncodedKeySpec(Base64.getDecoder().decode(encoded)));
            var publicKey = factory.generatePublic(
                    new RSAPublicKeySpec(privateKey.getModulus(), privateKey.getPublicExponent()));
            return new KeyPair(publicKey, privateKey);
        } catch (InvalidKeySpecException damaged) {
            throw new IllegalStateException(directory.resolve(name) + " is damaged", damaged);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Two processes of one service may ask for the same secret at the same time, and get the same. */
    private Path file(String name, Supplier<String> contents) {
        return files.computeIfAbsent(name, _ -> make(directory.resolve(name), contents));
    }

    /** Written aside and moved into place, so that a run that dies half way leaves no half secret. */
    private Path make(Path file, Supplier<String> contents) {
        if (Files.exists(file)) {
            return file;
        }
        try {
            Files.createDirectories(file.getParent(), OWNER_DIRECTORY);
            var aside = Files.createTempFile(directory, "new", null, OWNER_FILE);
            Files.writeString(aside, contents.get());
            return Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Cannot keep the secret " + file, unwritable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static KeyPair p256() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair rsa() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(KeyPair keys) {
        return pem("PRIVATE KEY", keys.getPrivate()) + pem("PUBLIC KEY", keys.getPublic());
    }

    private static String pem(String label, Key key) {
        var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }
}
