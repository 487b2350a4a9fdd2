package io.bureau.desktops;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/** The file of the key under which the desktops' private keys are stored, as an operator would make it. */
public final class KeyFileResource implements QuarkusTestResourceLifecycleManager {

    private Path file;

    @Override
    public Map<String, String> start() {
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            file = Files.createTempFile("bureau-desktops", ".key");
            Files.writeString(file, Base64.getEncoder().encodeToString(key));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        return Map.of("bureau.desktops.key-file", file.toString());
    }

    @Override
    public void stop() {
        try {
            Files.delete(file);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
