package io.bureau.apikey;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** A directory of peppers as an operator would lay it out, with the version 1 in it. */
public final class PeppersResource implements QuarkusTestResourceLifecycleManager {

    private static Path directory;

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("bureau-peppers");
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        add(1);
        return Map.of("bureau.apikey.peppers-directory", directory.toString());
    }

    /** Puts a fresh pepper beside those that are there. */
    public static void add(int version) {
        var secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        try {
            Files.writeString(
                    directory.resolve(Integer.toString(version)),
                    Base64.getEncoder().encodeToString(secret));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
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
}
