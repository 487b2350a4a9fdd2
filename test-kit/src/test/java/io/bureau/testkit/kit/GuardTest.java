package io.bureau.testkit.kit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.bureau.kit.http.Service;
import io.bureau.kit.principal.ApiKey;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.bureau.testkit.RedisResource;
import io.bureau.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kit makes of a request before any resource sees it, and of whatever the resource throws. */
@QuarkusTest
@QuarkusTestResource(TestKeys.class)
@QuarkusTestResource(RedisResource.class)
@QuarkusTestResource(Peers.class)
class GuardTest {

    private static final String COOKIE = "__Host-bureau_session";

    private final ApiKey key = ApiKey.generate();

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @Test
    void noCredentialIs401WithAPlainChallenge() {
        given().get("/v1/things")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .header("X-Request-Id", matchesPattern("req_[0-9A-Za-z]{22}"))
                .body("error.code", is("UNAUTHORIZED"))
                .body("error.message", is("Invalid or missing API key"))
                .body("error.requestId", matchesPattern("req_[0-9A-Za-z]{22}"));
    }

    @Test
    void validKeyIsAdmittedWithTheRateLimitHeaders() {
        Peers.knowKey(key.reveal(), Principals.key("desktop:read"));

        given().header("Authorization", "Bearer " + key.reveal())
                .get("/v1/things")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", equalTo("\"api\";q=60;w=60"))
                .header("RateLimit", equalTo("\"api\";r=59;t=60"))
                .header("X-RateLimit-Limit", equalTo("60"))
                .header("X-RateLimit-Remaining", equalTo("59"))
                .header("X-RateLimit-Reset", matchesPattern("[0-9]{10}"));
    }

    @Test
    void s18_badChecksumIsRefusedWithoutAskingWhoItIs() {
        var text = key.reveal();
        var wrong = text.substring(0, 30) + (text.charAt(30) == 'a' ? 'b' : 'a') + text.substring(31);

        given().header("Authorization", "Bearer " + wrong)
                .get("/v1/things")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""));

        Peers.server().verify(0, WireMock.postRequestedFor(WireMock.urlEqualTo("/internal/keys/verify")));
    }

    @Test
    void missingCapabilityIs403ThatNamesItAndThoseHeld() {
        Peers.knowKey(key.reveal(), Principals.key("desktop:read", "desktop:chat"));

        given().header("Authorization", "Bearer " + key.reveal())
                .contentType(ContentType.JSON)
                .body("{\"name\":\"a\"}")
                .post("/v1/things")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", equalTo("Bearer error=\"insufficient_scope\""))
                .header("RateLimit", equalTo("\"api\";r=59;t=60"))
                .body("error.code", is("FORBIDDEN"))
                .body("required", is("desktop:manage"))
                .body("held", containsInAnyOrder("desktop:read", "desktop:chat"));
    }

    @Test
    void overTheLimitIs429WithRetryAfterInWholeSecondsRoundedUp() {
        Peers.knowKey(key.reveal(), Principals.key("desktop:read"));
        Peers.deny("api", Duration.ofMillis(41_001));

        given().header("Authorization", "Bearer " + key.reveal())
                .get("/v1/things")
                .then()
                .statusCode(429)
                .header("Retry-After", equalTo("42"))
                .header("RateLimit", equalTo("\"api\";r=0;t=60"))
                .body("error.code", is("RATE_LIMITED"));
    }

    @Test
    void aDeniedBucketIsNotAskedForAgainBeforeItCanRecover() {
        Peers.knowKey(key.reveal(), Principals.key("desktop:read"));
        Peers.deny("api", Duration.ofSeconds(30));
        given().header("Authorization", "Bearer " + key.reveal())
                .get("/v1/things")
                .then()
                .statusCode(429);
        Peers.server().resetRequests();

        given().header("Authorization", "Bearer " + key.reveal())
                .get("/v1/things")
                .then()
                .statusCode(429);

        Peers.server().verify(0, WireMock.postRequestedFor(WireMock.urlEqualTo("/internal/decisions")));
    }

    @Test
    void tooManyFailuresFromOneAddressAre429() {
        Peers.deny("failed-auth", Duration.ofSeconds(3));

        given().header("Authorization", "Bearer nonsense")
                .get("/v1/things")
                .then()
                .statusCode(429);
    }

    @Test
    void ratelimitServiceAwayIs503() {
        Peers.knowKey(key.reveal(), Principals.key("desktop:read"));
        Peers.server().stubFor(WireMock.post("/internal/decisions").willReturn(WireMock.serverError()));

        given().header("Authorization", "Bearer " + key.reveal())
                .get("/v1/things")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("error.code", is("DEPENDENCY_UNAVAILABLE"));
    }

    /**
     * Three are enough to wait for a place behind two batches that hang, and with two waits one after the other the last
     * would be answered after twice the deadline. What the same calls take when nothing hangs is the machine's own.
     */
    @Test
    void s50_withRatelimitServiceHangingAllWhoQueueBehindItAre503WithinASecond() {
        Peers.knowKey(key.reveal(), Principals.key("desktop:read"));
        try (var client = HttpClient.newHttpClient()) {
            together(client, 200);
            long healthy = slowest(200, together(client, 200));
            Peers.server()
                    .stubFor(WireMock.post("/internal/decisions")
                            .willReturn(WireMock.okJson("{}").withFixedDelay(5_000)));

            long hanging = slowest(503, together(client, 200));

            assertTrue(hanging < 1_000 + healthy, "answered after " + hanging + " ms, healthy " + healthy + " ms");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"decisions\":[]}", "{\"decisions\":[null]}", "nonsense"})
    void anAnswerOfRatelimitServiceThatFitsNoQuestionIs503AndNobodyHangs(String answer) {
        Peers.knowKey(key.reveal(), Principals.key("desktop:read"));
        Peers.server().stubFor(WireMock.post("/internal/decisions").willReturn(WireMock.okJson(answer)));

        given().header("Authorization", "Bearer " + key.reveal())
                .get("/v1/things")
                .then()
                .statusCode(503)
                .body("error.code", is("DEPENDENCY_UNAVAILABLE"));
    }

    @Test
    void keyOnADashboardRouteIs403() {
        given().header("Authorization", "Bearer " + key.reveal())
                .get("/api/things")
                .then()
                .statusCode(403)
                .body("error.code", is("DASHBOARD_ONLY"));
    }

    @Test
    void authorizationHeaderAloneDecidesEvenBesideAValidCookie() {
        Peers.knowSession("token", Principals.owner());

        given().header("Authorization", "Bearer nonsense")
                .header("Cookie", COOKIE + "=token")
                .get("/v1/things")
                .then()
                .statusCode(401);
    }

    @Test
    void sessionOpensProgramAndDashboardRoutes() {
        Peers.knowSession("token", Principals.owner());

        given().header("Cookie", COOKIE + "=token").get("/api/things").then().statusCode(200);
        given().header("Cookie", COOKIE + "=token")
                .get("/v1/things")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", equalTo("\"session\";q=300;w=60"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s=a; %s=token", "%s=token; \u00a0%s=a", "\u3000%s=token", "a=b;  %s=token", "%s =token"})
    void s13_twoSessionCookiesOrAnOddSpaceInTheNameAre401(String cookies) {
        Peers.knowSession("token", Principals.owner());
        Peers.knowSession("a", Principals.owner());

        given().header("Cookie", cookies.replace("%s", COOKIE))
                .get("/api/things")
                .then()
                .statusCode(401);
    }

    @Test
    void s16_unsafeMethodFromAnotherSiteIs403() {
        Peers.knowSession("token", Principals.owner());

        for (var site : new String[] {"cross-site", "same-site"}) {
            post().header("Sec-Fetch-Site", site)
                    .post("/api/things")
                    .then()
                    .statusCode(403)
                    .body("error.code", is("CSRF_REJECTED"));
        }
        post().header("Origin", "http://localhost:8080.evil.example")
                .post("/api/things")
                .then()
                .statusCode(403);
        post().header("Origin", "null").post("/api/things").then().statusCode(403);
        post().post("/api/things").then().statusCode(403);
    }

    @Test
    void s16_unsafeMethodFromTheDashboardIsServed() {
        Peers.knowSession("token", Principals.owner());

        post().header("Sec-Fetch-Site", "same-origin")
                .post("/api/things")
                .then()
                .statusCode(200);
        post().header("Origin", "http://localhost:8080")
                .post("/api/things")
                .then()
                .statusCode(200);
    }

    @Test
    void s16_bearerCallsAreUnaffected() {
        Peers.knowKey(key.reveal(), Principals.key("desktop:manage"));

        given().header("Authorization", "Bearer " + key.reveal())
                .header("Sec-Fetch-Site", "cross-site")
                .contentType(ContentType.JSON)
                .body("{\"name\":\"a\",\"count\":1}")
                .post("/v1/things")
                .then()
                .statusCode(200);
    }

    @Test
    void s30_headersThatClaimAUserMeanNothing() {
        given().header("X-User-Id", "usr_1")
                .header("X-Forwarded-User", "root")
                .get("/v1/things")
                .then()
                .statusCode(401);
    }

    @Test
    void internalRouteOpensForTheCallersItNamesOnly() {
        given().header("Authorization", "Bearer " + Peers.token(Service.APIKEY, Service.DESKTOPS))
                .get("/internal/things")
                .then()
                .statusCode(200);
        given().header("Authorization", "Bearer " + Peers.token(Service.IDENTITY, Service.DESKTOPS))
                .get("/internal/things")
                .then()
                .statusCode(403);
    }

    @Test
    void internalTokenOpensNoPublicRouteAndAKeyNoInternalOne() {
        Peers.knowKey(key.reveal(), Principals.key("desktop:read"));

        given().header("Authorization", "Bearer " + Peers.token(Service.APIKEY, Service.DESKTOPS))
                .get("/v1/things")
                .then()
                .statusCode(401);
        given().header("Authorization", "Bearer " + key.reveal())
                .get("/internal/things")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/things;x=1",
                "/v1/things%3Bx",
                "//v1/things",
                "/v1//things",
                "/v1%2Fthings",
                "/v1%5Cthings",
                "/v1/./things",
                "/open/../v1/things",
                "/open/%2e%2e/v1/things",
                "/v1/things%00"
            })
    void s43_pathsOfTwoMeaningsAre400(String path) throws Exception {
        var uri = URI.create("http://localhost:" + RestAssured.port + path);

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("BAD_REQUEST"), answer.body());
        }
    }

    @Test
    void s42_whatBreaksInsideStaysInside() {
        Peers.knowKey(key.reveal(), Principals.key());

        given().header("Authorization", "Bearer " + key.reveal())
                .get("/v1/things/broken")
                .then()
                .statusCode(500)
                .body("error.code", is("INTERNAL"))
                .body(not(containsString("SELECT")))
                .body(not(containsString("io.bureau")));
    }

    @Test
    void conflictNamesTheCurrentStatus() {
        Peers.knowKey(key.reveal(), Principals.key());

        given().header("Authorization", "Bearer " + key.reveal())
                .get("/v1/things/busy")
                .then()
                .statusCode(409)
                .body("error.status", is("destroying"))
                .body("required", nullValue());
    }

    @Test
    void unknownFieldIs400ThatNamesIt() {
        Peers.knowKey(key.reveal(), Principals.key("desktop:manage"));

        given().header("Authorization", "Bearer " + key.reveal())
                .contentType(ContentType.JSON)
                .body("{\"name\":\"a\",\"nmae\":\"b\"}")
                .post("/v1/things")
                .then()
                .statusCode(400)
                .body("error.code", is("VALIDATION_FAILED"))
                .body("error.fields[0].field", is("nmae"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "\"text\"", "{\"count\":\"many\"}"})
    void unreadableBodyIs400(String body) {
        Peers.knowKey(key.reveal(), Principals.key("desktop:manage"));

        given().header("Authorization", "Bearer " + key.reveal())
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/things")
                .then()
                .statusCode(400)
                .body("error.requestId", matchesPattern("req_.*"));
    }

    @Test
    void unknownPathWrongMethodAndWrongTypeWearTheEnvelope() {
        given().get("/nowhere").then().statusCode(404).body("error.code", is("NOT_FOUND"));
        given().delete("/open").then().statusCode(405).body("error.code", is("METHOD_NOT_ALLOWED"));
        Peers.knowKey(key.reveal(), Principals.key("desktop:manage"));
        given().header("Authorization", "Bearer " + key.reveal())
                .contentType(ContentType.TEXT)
                .body("text")
                .post("/v1/things")
                .then()
                .statusCode(415)
                .body("error.code", is("UNSUPPORTED_MEDIA_TYPE"));
    }

    @Test
    void bodyOverTheLimitIs413InTheEnvelope() {
        Peers.knowKey(key.reveal(), Principals.key("desktop:manage"));

        given().header("Authorization", "Bearer " + key.reveal())
                .contentType(ContentType.JSON)
                .body("{\"name\":\"" + "x".repeat(1_100_000) + "\"}")
                .post("/v1/things")
                .then()
                .statusCode(413)
                .body("error.code", is("PAYLOAD_TOO_LARGE"));
    }

    private record Timed(int status, long millis) {}

    private List<Timed> together(HttpClient client, int calls) {
        var underWay = IntStream.range(0, calls)
                .mapToObj(_ -> timed(client, key.reveal()))
                .toList();
        return underWay.stream().map(CompletableFuture::join).toList();
    }

    private static long slowest(int status, List<Timed> answers) {
        answers.forEach(answer -> assertEquals(status, answer.status()));
        return answers.stream().mapToLong(Timed::millis).max().orElseThrow();
    }

    private static CompletableFuture<Timed> timed(HttpClient client, String key) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/things"))
                .header("Authorization", "Bearer " + key)
                .build();
        long start = System.nanoTime();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenApply(answer -> new Timed(answer.statusCode(), (System.nanoTime() - start) / 1_000_000));
    }

    private static io.restassured.specification.RequestSpecification post() {
        return given().header("Cookie", COOKIE + "=token").contentType(ContentType.JSON);
    }
}
