package io.bureau.desktops.sealing;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Seals what is to be stored and opens it again, under the key of the operator's file. */
@ApplicationScoped
public class Seal {

    private final SealingConfig config;
    private final Optional<String> engine;
    private volatile SealingKey key;

    /** @param engine what machines would be made on, if any can be */
    public Seal(SealingConfig config, @ConfigProperty(name = "bureau.desktops.engine") Optional<String> engine) {
        this.config = config;
        this.engine = engine;
    }

    /** A wrong file, or none where there is an engine, is better found now than by the first desktop. */
    public void start(@Observes StartupEvent event) {
        key = config.keyFile().map(SealingKey::read).orElse(null);
        if (engine.isPresent()) {
            key();
        }
    }

    /** @param owner to what the secret belongs: it opens for nobody else */
    public byte[] seal(byte[] secret, String owner) {
        return key().seal(secret, owner);
    }

    /** @throws IllegalStateException if it was sealed under another key, for another owner, or altered */
    public byte[] open(byte[] sealed, String owner) {
        return key().open(sealed, owner);
    }

    private SealingKey key() {
        return Optional.ofNullable(key)
                .orElseThrow(
                        () -> new IllegalStateException("Desktops need keys, and those a file of 32 random bytes in"
                                + " base64 to be stored under: name it in bureau.desktops.key-file"));
    }
}
