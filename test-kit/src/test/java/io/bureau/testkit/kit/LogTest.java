package io.bureau.testkit.kit;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.kit.http.Service;
import io.bureau.kit.principal.ApiKey;
import io.bureau.testkit.Logs;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.bureau.testkit.RedisResource;
import io.bureau.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the kit writes down: one line for one event, every refusal, and no credential. */
@QuarkusTest
@QuarkusTestResource(TestKeys.class)
@QuarkusTestResource(RedisResource.class)
@QuarkusTestResource(Peers.class)
class LogTest {

    private static final String COOKIE = "__Host-bureau_session";

    private final ApiKey key = ApiKey.generate();
    private Logs logs;

    @BeforeEach
    void listen() {
        Peers.reset();
        logs = Logs.capture();
    }

    @AfterEach
    void stop() {
        logs.close();
    }

    @Test
    void s47_aForgedLineInAMessageStaysWithinItsOwn() {
        Logger.getLogger("test").infof("agent=%s", "curl\r\n2026-01-01 INFO forged");

        assertTrue(logs.contain("agent=curl\\r\\n2026-01-01 INFO forged"), logs.events()::toString);
        assertEachEventIsOneLine();
    }

    @Test
    void s47_aStackTraceIsPartOfItsLine() {
        Peers.knowKey(key.reveal(), Principals.key());
        asKey().get("/v1/things/broken").then().statusCode(500);

        assertTrue(logs.contain("SELECT secret FROM table at io.bureau.Internal\\n\\tat "), logs.events()::toString);
        assertEachEventIsOneLine();
    }

    @Test
    void s47_aKeyIdOfATokenThatHoldsALineBreakIsLoggedOnOneLine() {
        var header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        "{\"alg\":\"ES256\",\"typ\":\"bureau-internal+jwt\",\"kid\":\"x\\r\\nforged\"}".getBytes());
        var genuine = Peers.token(Service.APIKEY, Service.DESKTOPS);

        given().header("Authorization", "Bearer " + header + genuine.substring(genuine.indexOf('.')))
                .get("/internal/things")
                .then()
                .statusCode(401);

        assertTrue(logs.contain("internal token refused"), logs.events()::toString);
        assertEachEventIsOneLine();
    }

    @Test
    void aMissingCapabilityIsLoggedWithTheKeysIdAndNotItsSecret() {
        var principal = Principals.key("desktop:read");
        Peers.knowKey(key.reveal(), principal);

        asKey().contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/things")
                .then()
                .statusCode(403);

        assertRefusal("status=403", principal.credential().id(), "lacks desktop:manage");
    }

    @Test
    void aKeyOnADashboardRouteIsLoggedWithItsIdAndNotItsSecret() {
        asKey().get("/api/things").then().statusCode(403);

        assertRefusal("status=403", "key=" + key.id(), "a key on a dashboard route");
    }

    @Test
    void everyOtherRefusalIsLoggedAsWell() {
        given().get("/v1/things").then().statusCode(401);
        assertRefusal("status=401", "no credential");

        given().header("Authorization", "Basic abc").get("/api/things").then().statusCode(401);
        assertRefusal("status=401", "not a session");

        given().header("Cookie", COOKIE + "=a; " + COOKIE + "=b")
                .get("/api/things")
                .then()
                .statusCode(401);
        assertRefusal("status=401", "ambiguous session cookies");

        given().header("Authorization", "Bearer " + Peers.token(Service.IDENTITY, Service.DESKTOPS))
                .get("/internal/things")
                .then()
                .statusCode(403);
        assertRefusal("status=403", "identity-service");

        Peers.deny("failed-auth", Duration.ofSeconds(1));
        given().header("Authorization", "Bearer nonsense")
                .get("/v1/things")
                .then()
                .statusCode(429);
        assertRefusal("status=429", "failed-auth");
    }

    private io.restassured.specification.RequestSpecification asKey() {
        return given().header("Authorization", "Bearer " + key.reveal());
    }

    private void assertRefusal(String... parts) {
        assertTrue(
                logs.events().stream()
                        .anyMatch(event -> event.contains("refused")
                                && List.of(parts).stream().allMatch(event::contains)),
                () -> List.of(parts) + " in " + logs.events());
        assertFalse(logs.contain(key.reveal()));
    }

    private void assertEachEventIsOneLine() {
        for (var event : logs.events()) {
            assertEquals(event.length() - 1, event.indexOf('\n'), event);
            assertEquals(-1, event.indexOf('\r'), event);
        }
    }
}
