package io.bureau.local.services;

import io.bureau.local.secrets.Secrets;
import io.bureau.local.standin.SignInProviders;
import io.bureau.local.stores.Postgres;
import io.bureau.local.stores.Redis;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each service is told about the world: only what it needs, in the environment variables that Quarkus reads. */
public final class ServiceEnvironment {

    /** What of desktops-service an operator of one machine may want to set. */
    private static final List<String> PASSED_ON =
            List.of("bureau.webhooks.allowed-targets", "bureau.desktops.pool.spares");

    private final URI publicUrl;
    private final Map<Service, String> urls;
    private final Secrets secrets;
    private final Map<String, String> databasePasswords;
    private final Postgres postgres;
    private final Redis redis;
    private final SignInProviders providers;
    private final String installation;
    private final Optional<String> engine;
    private final Map<String, String> given;
    private final int replicas;

    /**
     * @param urls where each service is reached by the others, whichever of its replicas answers
     * @param given the environment of whoever starts the stack, of which desktops-service gets {@link #PASSED_ON}
     */
    public ServiceEnvironment(
            URI publicUrl,
            Map<Service, String> urls,
            Secrets secrets,
            Map<String, String> databasePasswords,
            Postgres postgres,
            Redis redis,
            SignInProviders providers,
            String installation,
            Optional<String> engine,
            Map<String, String> given,
            int replicas) {
        this.publicUrl = publicUrl;
        this.urls = urls;
        this.secrets = secrets;
        this.databasePasswords = databasePasswords;
        this.postgres = postgres;
        this.redis = redis;
        this.providers = providers;
        this.installation = installation;
        this.engine = engine;
        this.given = given;
        this.replicas = replicas;
    }

    public Map<String, String> of(Replica replica) {
        var service = replica.service();
        var config = common(replica);
        if (service.hasSchema()) {
            config.put("quarkus.datasource.reactive.url", postgres.reactiveUrl());
            config.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl());
            config.put("quarkus.datasource.username", service.id());
            config.put("quarkus.datasource.password", databasePasswords.get(service.id()));
            // Postgres may still be starting.
            config.put("quarkus.flyway.connect-retries", "60");
            config.put("quarkus.flyway.connect-retries-interval", "1s");
            // Each connection is a process with memory of its own; those that migrations used are not needed again.
            config.put("quarkus.datasource.jdbc.idle-removal-interval", "5s");
            config.put("quarkus.datasource.reactive.idle-timeout", "30s");
        }
        switch (service) {
            case IDENTITY -> {
                config.put("bureau.signin.secret", secrets.password("signin-secret"));
                config.putAll(providers.config());
            }
            case APIKEY ->
                config.put("bureau.apikey.peppers-directory", secrets.peppers().toString());
            case DESKTOPS -> {
                config.put(
                        "bureau.desktops.key-file", secrets.key("desktops-key").toString());
                config.put("bureau.desktops.installation", installation);
                engine.ifPresent(address -> config.put("bureau.desktops.engine", address));
                PASSED_ON.stream()
                        .filter(key -> given.containsKey(variable(key)))
                        .forEach(key -> config.put(key, given.get(variable(key))));
            }
            case RATELIMIT -> config.put("bureau.ratelimit.expected-replicas", Integer.toString(replicas));
        }
        var environment = new TreeMap<String, String>();
        config.forEach((key, value) -> environment.put(variable(key), value));
        environment.put("LANG", "C.UTF-8");
        return environment;
    }

    private Map<String, String> common(Replica replica) {
        var config = new TreeMap<String, String>();
        var own = replica.address();
        config.put("quarkus.http.host", "127.0.0.1");
        config.put("quarkus.http.port", Integer.toString(own.port()));
        config.put("quarkus.management.host", "127.0.0.1");
        config.put("quarkus.management.port", Integer.toString(own.managementPort()));
        config.put("quarkus.redis.hosts", redis.url());
        config.put(
                "bureau.token.keys-directory",
                secrets.signingKeys(replica.service().id()).toString());
        config.put("bureau.public-url", publicUrl.toString());
        urls.forEach((other, url) -> {
            if (other != replica.service()) {
                config.put("bureau.services." + other.id(), url);
            }
        });
        return config;
    }

    /** MicroProfile Config's name for an environment variable. */
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
