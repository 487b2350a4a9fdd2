package io.bureau.desktops.caller;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.bureau.desktops.Bureau;
import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class MeTest {

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @Test
    void aKeyLearnsWhomItStandsForAndWhatItMayDo() {
        var key = Principals.key("desktop:read", "desktop:chat");
        identityKnows(key);

        asKey(key)
                .get("/v1/me")
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", equalTo("\"api\";q=60;w=60"))
                .body("id", is(key.user()))
                .body("email", is("ada@example.org"))
                .body("name", is("Ada"))
                .body("role", is("admin"))
                .body("tier", is("pro"))
                .body("organisation.id", is(key.organisation().id()))
                .body("organisation.uuid", is(key.organisation().uuid()))
                .body("organisation.name", is("Analytical Engines"))
                .body("capabilities", contains("desktop:chat", "desktop:read"))
                .body("key.id", is(key.credential().id()))
                .body("key.name", is("test key"))
                .body("key.expiresAt", nullValue());
    }

    @Test
    void aKeyWithoutAnyCapabilityOfDesktopsWillDo() {
        var key = Principals.key("kb:read");
        identityKnows(key);

        asKey(key).get("/v1/me").then().statusCode(200);
    }

    @Test
    void aSessionHasNoKey() {
        var owner = Principals.owner();
        identityKnows(owner);

        asSession(owner)
                .get("/v1/me")
                .then()
                .statusCode(200)
                .body("id", is(owner.user()))
                .body("capabilities", hasItem("desktop:manage"))
                .body("key", nullValue());
    }

    @Test
    void aUserWhomIdentityServiceKnowsNoLongerIsKnownByIdOnly() {
        var key = Principals.key("desktop:read");
        Peers.server()
                .stubFor(WireMock.get(WireMock.urlPathMatching("/internal/profiles/.*"))
                        .willReturn(WireMock.notFound()));

        asKey(key)
                .get("/v1/me")
                .then()
                .statusCode(200)
                .body("id", is(key.user()))
                .body("email", nullValue())
                .body("role", is("owner"));
    }

    @Test
    void withoutACredentialIs401() {
        given().get("/v1/me").then().statusCode(401).body("error.code", is("UNAUTHORIZED"));
    }

    @Test
    void withIdentityServiceAwayIs503() {
        var key = Principals.key("desktop:read");
        Peers.server()
                .stubFor(WireMock.get(WireMock.urlPathMatching("/internal/profiles/.*"))
                        .willReturn(WireMock.serverError()));

        asKey(key)
                .get("/v1/me")
                .then()
                .statusCode(503)
                .header("Retry-After", not(equalTo("0")))
                .body("error.code", is("DEPENDENCY_UNAVAILABLE"));
    }

    private static void identityKnows(Principal principal) {
        var organisation = principal.organisation();
        Peers.server()
                .stubFor(WireMock.get(WireMock.urlPathEqualTo("/internal/profiles/" + principal.user()))
                        .withQueryParam("organisation", WireMock.equalTo(organisation.id()))
                        .willReturn(WireMock.okJson(
                                "{\"user\":{\"id\":\"" + principal.user() + "\",\"email\":\"ada@example.org\","
                                        + "\"name\":\"Ada\",\"avatarUrl\":null},\"organisation\":{\"id\":\""
                                        + organisation.id() + "\",\"uuid\":\"" + organisation.uuid()
                                        + "\",\"name\":\"Analytical Engines\",\"role\":\"admin\"}}")));
    }
}
