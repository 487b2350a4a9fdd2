package io.bureau.apikey.leak;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.OwnContext;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The public keys that sign GitHub's messages. Fetched when they are too old or an unknown one is named, but at most once
 * per cooldown, whatever the flood.
 */
@ApplicationScoped
class ScanningKeys {

    private static final Logger LOG = Logger.getLogger(ScanningKeys.class);

    private final WebClient client;
    private final ScanningKeyList list;
    private final SecretScanningConfig config;
    private final Clock clock;

    private Map<String, PublicKey> keys = Map.of();
    private Instant fetchedAt = Instant.MIN;
    private Instant attemptedAt = Instant.MIN;
    private boolean failed;
    private Uni<Void> underWay;

    ScanningKeys(Vertx vertx, ScanningKeyList list, SecretScanningConfig config, Clock clock) {
        this.client = WebClient.create(vertx);
        this.list = list;
        this.config = config;
        this.clock = clock;
    }

    /** The key of this name, empty if GitHub publishes none; fails with 503 while it cannot be asked. */
    Uni<Optional<PublicKey>> key(String identifier) {
        var known = fresh(identifier);
        return known.isPresent()
                ? Uni.createFrom().item(known)
                : OwnContext.resume(fetch()).map(_ -> fresh(identifier));
    }

    private synchronized Optional<PublicKey> fresh(String identifier) {
        return isFresh() ? Optional.ofNullable(keys.get(identifier)) : Optional.empty();
    }

    private boolean isFresh() {
        return isWithin(config.keysLifetime(), fetchedAt);
    }

    /** Joins the fetch under way, begins one, or, within the pause since the last, says what came of that. */
    private synchronized Uni<Void> fetch() {
        if (underWay != null) {
            return underWay;
        }
        if (isWithin(config.keysCooldown(), attemptedAt)) {
            return failed ? Uni.createFrom().failure(away()) : Uni.createFrom().voidItem();
        }
        attemptedAt = clock.instant();
        failed = true;
        underWay = client.getAbs(config.keysUrl().toString())
                .timeout(config.keysDeadline().toMillis())
                .putHeader("Accept", "application/vnd.github+json")
                .putHeader("User-Agent", "Bureau")
                .send()
                .invoke(this::take)
                .onFailure()
                .invoke(failure -> LOG.warnf("GitHub's keys not fetched why=%s", failure.toString()))
                .onFailure()
                .transform(_ -> away())
                .replaceWithVoid()
                .eventually(this::done)
                .memoize()
                .indefinitely();
        return underWay;
    }

    private synchronized void take(HttpResponse<Buffer> response) {
        if (response.statusCode() != 200) {
            throw new IllegalStateException("status " + response.statusCode());
        }
        keys = list.read(response.bodyAsString());
        fetchedAt = attemptedAt;
        failed = false;
    }

    private synchronized void done() {
        underWay = null;
    }

    private boolean isWithin(Duration time, Instant since) {
        return since != Instant.MIN && clock.instant().isBefore(since.plus(time));
    }

    private static ApiException away() {
        return ApiException.dependencyUnavailable("The keys that sign such messages cannot be had now; send it again");
    }
}
