package io.bureau.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.kit.http.Service;
import io.bureau.kit.id.Ids;
import io.bureau.testkit.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class InternalRoutesTest {

    private final Person person = Person.stranger();

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
    }

    @ParameterizedTest
    @EnumSource(
            value = Service.class,
            names = {"APIKEY", "DESKTOPS"})
    void aSessionIsVouchedForToTheServiceThatAsks(Service caller) throws IOException {
        var browser = Browser.signedIn("google", person);
        var session = browser.get("/api/session").jsonPath();

        String token = Bureau.asService(caller)
                .body(Map.of("token", browser.sessionToken(), "clientIp", "203.0.113.7"))
                .post("/internal/sessions/verify")
                .then()
                .statusCode(200)
                .body("outcome", is("valid"))
                .extract()
                .path("principal");

        var claims = claims(token);
        assertEquals("identity-service", claims.path("iss").asText());
        assertEquals(caller.id(), claims.path("aud").asText());
        assertEquals(session.getString("user.id"), claims.path("user").asText());
        assertEquals(session.getString("organisation.id"), claims.path("org").asText());
        assertEquals(
                session.getString("organisation.uuid"), claims.path("org_uuid").asText());
        assertEquals("owner", claims.path("role").asText());
        assertEquals(9, claims.path("capabilities").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "0000000000000000000000000000000000000000000"})
    void anUnknownTokenIsInvalid(String token) {
        Bureau.verify(token).statusCode(200).body("outcome", is("invalid")).body("principal", nullValue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"clientIp\":\"192.0.2.1\"}", "{\"token\":\"t\",\"x\":1}", "[]", ""})
    void whatIsNoQuestionIs400(String body) {
        Bureau.asService(Service.DESKTOPS)
                .body(body)
                .post("/internal/sessions/verify")
                .then()
                .statusCode(400);
    }

    @Test
    void aMemberWhoIsRemovedLosesTheOrganisationAtOnce() {
        var browser = Browser.signedIn("google", person);
        String user = browser.get("/api/session").path("user.id");

        Bureau.query("DELETE FROM identity.membership WHERE account_id = ? RETURNING id", user);

        Bureau.verify(browser.sessionToken()).body("outcome", is("invalid"));
    }

    @Test
    void aProfileTellsNameAndRole() {
        var session = Browser.signedIn("github", person).get("/api/session").jsonPath();

        Bureau.asService(Service.APIKEY)
                .queryParam("organisation", session.getString("organisation.id"))
                .get("/internal/profiles/" + session.getString("user.id"))
                .then()
                .statusCode(200)
                .body("user.email", is(person.email()))
                .body("user.name", is(person.name()))
                .body("user.avatarUrl", is("https://avatars.githubusercontent.com/u/" + person.githubId()))
                .body("organisation.uuid", is(session.getString("organisation.uuid")))
                .body("organisation.role", is("owner"));
    }

    @Test
    void aProfileIsKnownWithinTheUsersOrganisationsOnly() {
        var session = Browser.signedIn("google", person).get("/api/session").jsonPath();
        String elsewhere = Browser.signedIn("google", Person.stranger())
                .get("/api/session")
                .path("organisation.id");

        profile(session.getString("user.id"), elsewhere).then().statusCode(404).body("error.code", is("NOT_FOUND"));
        profile(Ids.next("usr"), elsewhere).then().statusCode(404);
    }

    @Test
    void onlyThoseServicesThatNeedItMayAsk() {
        var stranger = Peers.token(Service.RATELIMIT, Service.IDENTITY);
        var elsewhere = Peers.token(Service.DESKTOPS, Service.APIKEY);

        for (var token : new String[] {stranger, elsewhere, "nonsense"}) {
            given().auth()
                    .oauth2(token)
                    .contentType(ContentType.JSON)
                    .body("{\"token\":\"t\"}")
                    .post("/internal/sessions/verify")
                    .then()
                    .statusCode(401);
            given().auth()
                    .oauth2(token)
                    .get("/internal/profiles/usr_x?organisation=o")
                    .then()
                    .statusCode(401);
        }
        given().header("Cookie", Browser.signedIn("google", person).cookieHeader())
                .get("/internal/profiles/usr_x?organisation=o")
                .then()
                .statusCode(401);
    }

    private static io.restassured.response.Response profile(String user, String organisation) {
        return Bureau.asService(Service.DESKTOPS)
                .queryParam("organisation", organisation)
                .get("/internal/profiles/" + user);
    }

    private static JsonNode claims(String token) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
