package io.bureau.local.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.local.secrets.Secrets;
import io.bureau.local.standin.SignInProviders;
import io.bureau.local.stores.Postgres;
import io.bureau.local.stores.Redis;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvironmentTest {

    @TempDir
    Path directory;

    private Secrets secrets;
    private ServiceEnvironment environment;

    @BeforeEach
    void describe() {
        secrets = new Secrets(directory);
        var publicUrl = URI.create("http://localhost:8080");
        var urls = new EnumMap<Service, String>(Service.class);
        for (var service : Service.values()) {
            urls.put(service, "http://127.0.0.1:" + (20_000 + service.ordinal()));
        }
        var passwords = Map.of("identity", "one", "apikey", "two", "desktops", "three");
        environment = new ServiceEnvironment(
                publicUrl,
                urls,
                secrets,
                passwords,
                new Postgres(directory, directory, directory, 22_000, 100, "root", passwords),
                new Redis(directory, directory, directory, 22_001, "redis-password"),
                new SignInProviders(Map.of(), URI.create("http://localhost:22002"), publicUrl, secrets),
                "bureau-1",
                Optional.of("unix:///run/engine.sock"),
                Map.of(
                        "BUREAU_WEBHOOKS_ALLOWED_TARGETS", "127.0.0.0/8",
                        "BUREAU_DESKTOPS_POOL_SPARES", "default/pro=2",
                        "BUREAU_SIGNIN_SECRET", "not passed on"),
                2);
    }

    @Test
    void serviceListensOnLoopbackAndKnowsItsPeersButNotItself() {
        var apikey = environment(Service.APIKEY);

        assertEquals("127.0.0.1", apikey.get("QUARKUS_HTTP_HOST"));
        assertEquals("127.0.0.1", apikey.get("QUARKUS_MANAGEMENT_HOST"));
        assertEquals("20001", apikey.get("QUARKUS_HTTP_PORT"));
        assertEquals("http://127.0.0.1:20000", apikey.get("BUREAU_SERVICES_IDENTITY"));
        assertFalse(apikey.containsKey("BUREAU_SERVICES_APIKEY"));
        assertEquals("redis://:redis-password@127.0.0.1:22001", apikey.get("QUARKUS_REDIS_HOSTS"));
    }

    @Test
    void eachHasItsOwnRoleAndRatelimitNone() {
        assertEquals("identity", environment(Service.IDENTITY).get("QUARKUS_DATASOURCE_USERNAME"));
        assertEquals("three", environment(Service.DESKTOPS).get("QUARKUS_DATASOURCE_PASSWORD"));
        assertTrue(environment(Service.RATELIMIT).keySet().stream().noneMatch(name -> name.contains("DATASOURCE")));
    }

    @Test
    void nobodySeesTheSecretsOfAnother() {
        var identity = environment(Service.IDENTITY);
        assertTrue(identity.containsKey("BUREAU_SIGNIN_SECRET"));
        assertTrue(identity.containsKey("BUREAU_SIGNIN_GITHUB_CLIENT_SECRET"));

        for (var other : new Service[] {Service.APIKEY, Service.RATELIMIT, Service.DESKTOPS}) {
            var values = environment(other).values();
            assertFalse(values.contains(identity.get("BUREAU_SIGNIN_SECRET")), other.module());
            assertFalse(values.contains(identity.get("BUREAU_SIGNIN_GITHUB_CLIENT_SECRET")), other.module());
            assertFalse(values.contains("one"), other.module());
            assertFalse(values.contains(identity.get("BUREAU_TOKEN_KEYS_DIRECTORY")), other.module());
        }
        assertFalse(environment(Service.DESKTOPS).containsKey("BUREAU_APIKEY_PEPPERS_DIRECTORY"));
        assertTrue(environment(Service.APIKEY).containsKey("BUREAU_APIKEY_PEPPERS_DIRECTORY"));
    }

    @Test
    void onlyDesktopsKnowsTheEngine() {
        assertEquals("unix:///run/engine.sock", environment(Service.DESKTOPS).get("BUREAU_DESKTOPS_ENGINE"));
        assertEquals("bureau-1", environment(Service.DESKTOPS).get("BUREAU_DESKTOPS_INSTALLATION"));
        assertFalse(environment(Service.APIKEY).containsKey("BUREAU_DESKTOPS_ENGINE"));
    }

    @Test
    void onlyDesktopsSendsWebhooks() {
        assertEquals("127.0.0.0/8", environment(Service.DESKTOPS).get("BUREAU_WEBHOOKS_ALLOWED_TARGETS"));
        assertFalse(environment(Service.IDENTITY).containsKey("BUREAU_WEBHOOKS_ALLOWED_TARGETS"));
    }

    @Test
    void onlyDesktopsHasSparesAndNothingElseThatWasNotNamedIsPassedOn() {
        assertEquals("default/pro=2", environment(Service.DESKTOPS).get("BUREAU_DESKTOPS_POOL_SPARES"));
        assertFalse(environment(Service.IDENTITY).containsKey("BUREAU_DESKTOPS_POOL_SPARES"));
        assertFalse(environment(Service.DESKTOPS).containsKey("BUREAU_SIGNIN_SECRET"));
    }

    @Test
    void aReplicaListensOnItsOwnPortAndReachesOthersWhereAllDo() {
        var second = environment.of(new Replica(Service.RATELIMIT, 2, new Address(23_000, 23_001)));

        assertEquals("23000", second.get("QUARKUS_HTTP_PORT"));
        assertEquals("23001", second.get("QUARKUS_MANAGEMENT_PORT"));
        assertEquals("http://127.0.0.1:20001", second.get("BUREAU_SERVICES_APIKEY"));
        assertEquals("2", second.get("BUREAU_RATELIMIT_EXPECTED_REPLICAS"));
    }

    private Map<String, String> environment(Service service) {
        var address = new Address(20_000 + service.ordinal(), 21_000 + service.ordinal());
        return environment.of(new Replica(service, 1, address));
    }
}
