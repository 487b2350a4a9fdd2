package io.bureau.kit.token;

import io.bureau.kit.http.InternalCallConfig;
import io.bureau.kit.http.Service;
import io.bureau.kit.http.ServicesConfig;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The public keys of every issuer we accept. */
@ApplicationScoped
class JwksCache {

    private static final Duration WATCH = Duration.ofSeconds(1);
    /** Services that start together wait for one another's keys, and whoever waits for them is not ready. */
    private static final Duration COLD_START = Duration.ofMillis(200);

    private final Map<Service, IssuerKeys> issuers = new EnumMap<>(Service.class);
    private final TokenConfig config;
    private final Vertx vertx;

    JwksCache(TokenConfig config, ServicesConfig services, InternalCallConfig calls, Clock clock, Vertx vertx) {
        this.config = config;
        this.vertx = vertx;
        var client = WebClient.create(vertx);
        for (var issuer : config.acceptedIssuers().orElse(Set.of())) {
            var url = services.urlOf(issuer)
                    .orElseThrow(() -> new IllegalStateException("The tokens of " + issuer.id()
                            + " are to be accepted, but bureau.services does not say where it is"));
            issuers.put(
                    issuer,
                    new IssuerKeys(
                            issuer,
                            () -> client.getAbs(
                                            url.resolve("/internal/jwks.json").toString())
                                    .timeout(calls.deadline().toMillis())
                                    .send()
                                    .map(response -> response.statusCode() == 200 ? response.bodyAsString() : ""),
                            config.jwksLifetime(),
                            config.jwksCooldown(),
                            clock));
        }
    }

    /** Fetches what is missing or about to expire, so that requests seldom have to wait for it. */
    void start(@Observes StartupEvent event) {
        refresh();
    }

    /** The key; fails with {@link TokenRefused} if the issuer has none of this id. */
    Uni<Key> key(Service issuer, String kid) {
        return issuers.get(issuer).key(kid);
    }

    /** Whether the keys of every accepted issuer have been seen at least once. */
    boolean isWarm() {
        return issuers.values().stream().allMatch(IssuerKeys::isWarm);
    }

    private void refresh() {
        // First, so that whatever becomes of this look there is another.
        vertx.setTimer((isWarm() ? WATCH : COLD_START).toMillis(), _ -> refresh());
        issuers.values().forEach(IssuerKeys::refreshIfStale);
    }
}
