package io.bureau.apikey.key;

import io.bureau.kit.principal.ApiKey;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.logging.Logger;

/**
 * All versions of the pepper, read from their directory at start and again at intervals, so that a new one needs no
 * restart. The current one hashes new keys; every version can verify.
 */
@ApplicationScoped
class Peppers {

    private static final Logger LOG = Logger.getLogger(Peppers.class);
    private static final int BYTES = 32;

    private final PepperConfig config;
    private final Clock clock;
    private volatile List<Pepper> newestFirst = List.of();

    Peppers(PepperConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        newestFirst = read();
        if (newestFirst.isEmpty()) {
            throw new IllegalStateException("No pepper in " + config.peppersDirectory()
                    + ": put 32 random bytes in base64 into a file 1 there (bureau.apikey.peppers-directory)");
        }
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void reread() {
        try {
            var found = read();
            if (!found.isEmpty()) {
                newestFirst = found;
            }
        } catch (IllegalStateException unreadable) {
            LOG.errorf("peppers not read again, going on with the old ones why=%s", unreadable.getMessage());
        }
    }

    /** The hash for a new key: under the newest version that every replica can be expected to know. */
    KeyHash hash(ApiKey key) {
        return current().hash(key);
    }

    /** The hashes under which an existing key may be stored: one for each version. */
    List<KeyHash> possibleHashes(ApiKey key) {
        return newestFirst.stream().map(pepper -> pepper.hash(key)).toList();
    }

    int currentVersion() {
        return current().version();
    }

    /** Where none has settled yet, this is a new installation, and its first pepper is the one. */
    private Pepper current() {
        var known = newestFirst;
        var settled = clock.instant().minus(config.pepperSettling());
        return known.stream()
                .filter(pepper -> !pepper.writtenAt().isAfter(settled))
                .findFirst()
                .orElseGet(known::getLast);
    }

    private List<Pepper> read() {
        try (var files = Files.list(config.peppersDirectory())) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]{1,9}"))
                    .map(Peppers::read)
                    .sorted(Comparator.comparingInt(Pepper::version).reversed())
                    .toList();
        } catch (IOException unreadable) {
            throw new IllegalStateException(
                    "Cannot read the peppers in " + config.peppersDirectory() + " (bureau.apikey.peppers-directory)",
                    unreadable);
        }
    }

    private static Pepper read(Path file) {
        try {
            var secret = Base64.getMimeDecoder().decode(Files.readString(file).strip());
            if (secret.length != BYTES) {
                throw new IllegalArgumentException(secret.length + " bytes");
            }
            var version = Integer.parseInt(file.getFileName().toString());
            return new Pepper(
                    version,
                    new SecretKeySpec(secret, "HmacSHA256"),
                    Files.getLastModifiedTime(file).toInstant());
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new IllegalStateException(file + " does not hold " + BYTES + " bytes in base64", unreadable);
        }
    }
}
