package io.bureau.kit.token;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** This service's own signing keys, read from their directory at start and again at intervals. */
@ApplicationScoped
class SigningKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);

    private final TokenConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final KeyRing ring;

    SigningKeys(TokenConfig config, Clock clock, Vertx vertx) {
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.ring = new KeyRing(config.jwksLifetime(), config.maxLifetime().plus(config.clockSkew()));
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        load();
        if (ring.signing() == null) {
            throw new IllegalStateException("No signing key in " + config.keysDirectory()
                    + ": put a <kid>.pem there (bureau.token.keys-directory)");
        }
        vertx.setPeriodic(config.keysRefresh().toMillis(), _ -> vertx.executeBlocking(this::reload));
    }

    SigningKey signing() {
        return ring.signing();
    }

    List<SigningKey> published() {
        return ring.published();
    }

    private Void reload() {
        try {
            load();
        } catch (IllegalStateException unreadable) {
            LOG.errorf("signing keys not reloaded, going on with the old ones why=%s", unreadable.getMessage());
        }
        return null;
    }

    private void load() {
        try (var files = Files.list(config.keysDirectory())) {
            ring.update(files.filter(SigningKeys::isKey).map(SigningKey::read).toList(), clock.instant());
        } catch (IOException unreadable) {
            throw new IllegalStateException(
                    "Cannot read the signing keys in " + config.keysDirectory() + " (bureau.token.keys-directory)",
                    unreadable);
        }
    }

    private static boolean isKey(Path file) {
        return file.getFileName().toString().endsWith(".pem");
    }
}
