package io.bureau.apikey.key;

import static io.bureau.apikey.Bureau.COOKIE;
import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.bureau.apikey.Bureau;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class CreateKeyTest {

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @Test
    void aKeyWhoseCreatorNamesNoCapabilitiesGetsTheDefaultOnes() {
        asSession(owner)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(201)
                .body("capabilities", contains("desktop:chat", "desktop:read"));
    }

    @Test
    void theCreatorIsNamedAsIdentityServiceKnowsHim() {
        Peers.server()
                .stubFor(WireMock.get(WireMock.urlPathEqualTo("/internal/people"))
                        .withQueryParam("id", WireMock.equalTo(owner.user()))
                        .willReturn(WireMock.okJson("[{\"id\":\"" + owner.user()
                                + "\",\"email\":\"ada@example.org\",\"name\":\"Ada\",\"avatarUrl\":null}]")));

        asSession(owner)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(201)
                .body("createdBy.id", is(owner.user()))
                .body("createdBy.name", is("Ada"))
                .body("owner.name", is("Ada"));
        asSession(owner).get("/api/keys").then().body("createdBy.name", contains("Ada"));
    }

    @Test
    void whereIdentityServiceCannotSayTheNameTheCreatorIsKnownByIdOnly() {
        Peers.server()
                .stubFor(WireMock.get(WireMock.urlPathEqualTo("/internal/people"))
                        .willReturn(WireMock.serverError()));

        asSession(owner)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(201)
                .body("createdBy.id", is(owner.user()))
                .body("createdBy.name", nullValue());
    }

    /** His session was good when the request came; the end of his membership went by while the key was made. */
    @Test
    void whoIsNoMemberAnyMoreOnceTheKeyIsMadeGetsNone() {
        Peers.server()
                .stubFor(WireMock.get(WireMock.urlPathEqualTo("/internal/profiles/" + owner.user()))
                        .withQueryParam(
                                "organisation",
                                WireMock.equalTo(owner.organisation().id()))
                        .willReturn(WireMock.notFound()));

        asSession(owner)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(401)
                .body("error.code", is("UNAUTHORIZED"))
                .body("key", nullValue());
        asSession(owner)
                .get("/api/keys")
                .then()
                .body("status", contains("revoked"))
                .body("revokedReason", contains("member_removed"));
    }

    @Test
    void whereIdentityServiceCannotSayWhetherTheCreatorIsAMemberNoKeyIsHandedOut() {
        Peers.server()
                .stubFor(WireMock.get(WireMock.urlPathMatching("/internal/profiles/.*"))
                        .willReturn(WireMock.serverError()));

        asSession(owner)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(503)
                .body("error.code", is("DEPENDENCY_UNAVAILABLE"));
        asSession(owner).get("/api/keys").then().body("status", contains("revoked"));
    }

    @Test
    void whatIsFixedAtCreationIsShown() {
        createKey(owner, """
                {"name":"n","expiresAt":"2099-01-31T13:00:00.123456+01:00","allowedCidrs":["10.1.2.3/8","2001:0db8::/32"],
                "limit":{"requests":5,"windowSeconds":30}}""");

        asSession(owner)
                .get("/api/keys")
                .then()
                .body("expiresAt", contains("2099-01-31T12:00:00.123Z"))
                .body("allowedCidrs[0]", contains("10.0.0.0/8", "2001:db8::/32"))
                .body("limit[0].requests", is(5))
                .body("limit[0].windowSeconds", is(30))
                .body("owner.id", contains(owner.user()))
                .body("unusedCapabilities[0]", hasSize(0))
                .body("recent[0].requests", is(0));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name",
                "{\"name\":null} | name",
                "{\"name\":\"   \"} | name",
                "{\"name\":\"a\\u0000b\"} | name",
                "{\"name\":\"a\\r\\nb\"} | name",
                "{\"name\":\"a\\u2028b\"} | name",
                "{\"name\":\"a\\ud800b\"} | name",
                "{\"name\":\"n\",\"capabilities\":[]} | capabilities",
                "{\"name\":\"n\",\"capabilities\":[null]} | capabilities",
                "{\"name\":\"n\",\"capabilities\":[\"desktop:everything\"]} | capabilities",
                "{\"name\":\"n\",\"capabilities\":\"desktop:read\"} | capabilities",
                "{\"name\":\"n\",\"capabilites\":[\"desktop:read\"]} | capabilites",
                "{\"name\":\"n\",\"expiresAt\":\"2020-01-01T00:00:00Z\"} | expiresAt",
                "{\"name\":\"n\",\"expiresAt\":\"tomorrow\"} | expiresAt",
                "{\"name\":\"n\",\"limit\":{\"requests\":0,\"windowSeconds\":60}} | limit.requests",
                "{\"name\":\"n\",\"limit\":{\"requests\":1,\"windowSeconds\":0}} | limit.windowSeconds",
                "{\"name\":\"n\",\"limit\":{\"requests\":1}} | limit.windowSeconds",
                "{\"name\":\"n\",\"allowedCidrs\":[\"10.0.0.0/33\"]} | allowedCidrs",
                "{\"name\":\"n\",\"allowedCidrs\":[\"example.org\"]} | allowedCidrs",
                "{\"name\":\"n\",\"allowedCidrs\":[null]} | allowedCidrs",
                "{\"name\":\"n\",\"expiresAt\":\"+100000-01-01T00:00:00Z\"} | expiresAt",
                "{\"name\":\"n\",\"limit\":{\"requests\":-1,\"windowSeconds\":60}} | limit.requests",
                "{\"name\":\"n\",\"limit\":{\"requests\":\"many\",\"windowSeconds\":60}} | limit.requests",
                "{\"name\":\"n\",\"limit\":{\"requests\":1,\"windowSeconds\":86401}} | limit.windowSeconds",
                "{\"name\":\"n\",\"limit\":{\"requests\":1,\"windowSeconds\":1,\"burst\":2}} | limit.burst",
                "{\"name\":\"n\",\"allowedCidrs\":[\"\"]} | allowedCidrs",
                "{\"name\":\"n\",\"name\":\"m\"} | name",
                "{\"name\":\"n\",\"limit\":{\"requests\":1,\"requests\":2,\"windowSeconds\":1}} | limit.requests",
                "{\"name\":\"n\",\"id\":\"key_mine\"} | id"
            })
    void whatIsNotValidIs400ThatNamesTheField(String body, String field) {
        asSession(owner)
                .body(body)
                .post("/api/keys")
                .then()
                .statusCode(400)
                .body("error.code", is("VALIDATION_FAILED"))
                .body("error.fields[0].field", is(field));
        asSession(owner).get("/api/keys").then().body("size()", is(0));
    }

    @Test
    void everythingThatIsNotValidIsNamedAtOnce() {
        asSession(owner)
                .body("""
                        {"name":" ","capabilities":["desktop:read","desktop:all"],"expiresAt":"2020-01-01T00:00:00Z",
                        "allowedCidrs":["10.0.0.0/8","10.0.0.0/99"],"limit":{"requests":0,"windowSeconds":0}}""")
                .post("/api/keys")
                .then()
                .statusCode(400)
                .body("error.code", is("VALIDATION_FAILED"))
                .body(
                        "error.fields.field",
                        contains(
                                "name",
                                "capabilities",
                                "expiresAt",
                                "allowedCidrs",
                                "limit.requests",
                                "limit.windowSeconds"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "[]"})
    void whatIsNoRequestIs400(String body) {
        asSession(owner)
                .body(body)
                .post("/api/keys")
                .then()
                .statusCode(400)
                .body("error.requestId", matchesPattern("req_.*"));
    }

    @Test
    void aNameHoldsUpToSixtyFourCharacters() {
        createKey(owner, "{\"name\":\"" + "é".repeat(63) + "😀\"}");

        asSession(owner)
                .body("{\"name\":\"" + "é".repeat(65) + "\"}")
                .post("/api/keys")
                .then()
                .statusCode(400)
                .body("error.fields.field", contains("name"));
    }

    /** Over HTTP/2 the header that closes a connection is not allowed, and breaks the answer. */
    @ParameterizedTest
    @EnumSource
    void tenMegabytesAre413(HttpClient.Version version) throws Exception {
        var body = "{\"name\":\"" + "n".repeat(10 * 1024 * 1024) + "\"}";

        var answer = send(version, HttpRequest.BodyPublishers.ofString(body));

        assertEquals(413, answer.statusCode());
        assertTrue(answer.body().contains("PAYLOAD_TOO_LARGE"), answer.body());
    }

    @Test
    void tenMegabytesThatDoNotAnnounceThemselvesAre413() throws Exception {
        var body = "{\"name\":\"" + "n".repeat(10 * 1024 * 1024) + "\"}";
        var bytes = body.getBytes(StandardCharsets.UTF_8);

        var answer = send(
                HttpClient.Version.HTTP_1_1,
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)));

        assertEquals(413, answer.statusCode());
    }

    private HttpResponse<String> send(HttpClient.Version version, HttpRequest.BodyPublisher body) throws Exception {
        Peers.knowSession("token", owner);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/api/keys"))
                .version(version)
                .header("Cookie", COOKIE + "=token")
                .header("Sec-Fetch-Site", "same-origin")
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return sent(client, request, 10);
        }
    }

    /** A server that closes while a client still writes may cut its own answer off (RFC 9112, section 9.6): tries again. */
    private static HttpResponse<String> sent(HttpClient client, HttpRequest request, int attempts) throws Exception {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException cutOff) {
            if (attempts == 1) {
                throw cutOff;
            }
            return sent(client, request, attempts - 1);
        }
    }

    @Test
    void withoutASessionIs401() {
        given().header("Sec-Fetch-Site", "same-origin")
                .contentType(ContentType.JSON)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("error.code", is("UNAUTHORIZED"));
    }

    @Test
    void withAnEndedSessionIs401() {
        given().header("Cookie", COOKIE + "=ended")
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(ContentType.JSON)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(401)
                .body("error.code", is("UNAUTHORIZED"));
    }

    @Test
    void s16_fromAnotherSiteIs403() {
        given().header("Cookie", COOKIE + "=any")
                .header("Sec-Fetch-Site", "cross-site")
                .contentType(ContentType.JSON)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(403)
                .body("error.code", is("CSRF_REJECTED"));
    }

    @Test
    void overTheSessionsLimitIs429AndMakesNoKey() {
        Peers.deny("session", Duration.ofSeconds(7));

        asSession(owner)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(429)
                .header("Retry-After", "7")
                .body("error.code", is("RATE_LIMITED"));

        var sameUser = Principals.session(owner.organisation(), owner.user(), "owner");
        Peers.reset();
        asSession(sameUser).get("/api/keys").then().statusCode(200).body("size()", is(0));
    }

    @Test
    void withIdentityServiceAwayIs503() {
        Peers.server().stubFor(WireMock.post("/internal/sessions/verify").willReturn(WireMock.serverError()));

        asSession(owner)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(503)
                .header("Retry-After", not(equalTo("0")))
                .body("error.code", is("DEPENDENCY_UNAVAILABLE"));
    }

    @Test
    void notJsonIs415() {
        asSession(owner)
                .contentType(ContentType.TEXT)
                .body("name=n")
                .post("/api/keys")
                .then()
                .statusCode(415)
                .body("error.code", is("UNSUPPORTED_MEDIA_TYPE"));
    }
}
