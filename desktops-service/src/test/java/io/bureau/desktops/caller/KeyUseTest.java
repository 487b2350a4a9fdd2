package io.bureau.desktops.caller;

import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.bureau.desktops.Bureau.asKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.bureau.desktops.Bureau;
import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What apikey-service is told of requests that were made with a key. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class KeyUseTest {

    private static final String REPORTS = "/internal/keys/uses";

    private final ObjectMapper json = new ObjectMapper();
    private final Principal key = Principals.key("desktop:read");

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @Test
    void aRequestIsToldOfWithTheCapabilityThatLetItInAndItsStatus() {
        asKey(key).get("/v1/desktops").then().statusCode(200);
        asKey(key).get("/v1/desktops").then().statusCode(200);
        asKey(key).get("/v1/desktops/dsk_nothing").then().statusCode(404);

        awaitUses(3);

        assertEquals(2, calls("desktop:read", 200));
        assertEquals(1, calls("desktop:read", 404));
        assertTrue(uses().allMatch(use -> use.path("ip").asText().equals("127.0.0.1")));
    }

    @Test
    void aRequestThatWasRefusedForWantOfACapabilityCountsByItsStatusOnly() {
        asKey(key).body("{\"name\":\"n\"}").post("/v1/desktops").then().statusCode(403);

        awaitUses(1);

        assertEquals(1, calls(null, 403));
    }

    @Test
    void aRequestOverTheLimitCountsToo() {
        Peers.deny("api", Duration.ofMillis(1));

        asKey(key).get("/v1/desktops").then().statusCode(429);
        awaitUses(1);

        assertEquals(1, calls(null, 429));
    }

    @Test
    void aReportThatWasNotTakenIsSentAgainUnderTheSameId() {
        Peers.server().stubFor(WireMock.post(REPORTS).willReturn(WireMock.serverError()));
        asKey(key).get("/v1/desktops").then().statusCode(200);
        await(() -> reports().count() >= 2, "a second attempt");

        var ids = reports().map(report -> report.path("id").asText()).distinct().toList();

        assertEquals(1, ids.size(), ids::toString);
        Peers.reset();
        await(() -> reports().findAny().isPresent(), "the report");
        assertEquals(
                ids,
                reports().map(report -> report.path("id").asText()).distinct().toList());
    }

    private void awaitUses(long count) {
        await(() -> uses().mapToLong(use -> use.path("count").asLong()).sum() >= count, count + " uses");
    }

    private long calls(String capability, int status) {
        return uses().filter(use -> use.path("status").asInt() == status)
                .filter(use -> use.path("capability").asText(null) == null
                        ? capability == null
                        : use.path("capability").asText().equals(capability))
                .mapToLong(use -> use.path("count").asLong())
                .sum();
    }

    private Stream<JsonNode> uses() {
        return reports()
                .flatMap(report -> report.path("uses").valueStream())
                .filter(use ->
                        use.path("keyId").asText().equals(key.credential().id()));
    }

    private Stream<JsonNode> reports() {
        return Peers.server().findAll(postRequestedFor(urlEqualTo(REPORTS))).stream()
                .map(request -> read(request.getBody()));
    }

    private JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, () -> "no sign of " + what);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
