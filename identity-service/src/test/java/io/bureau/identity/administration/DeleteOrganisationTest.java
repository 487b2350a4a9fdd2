package io.bureau.identity.administration;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.OwningPeers;
import io.bureau.identity.Team;
import io.bureau.kit.principal.ApiKey;
import io.bureau.testkit.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class DeleteOrganisationTest {

    private static final String NAME = "Analytical Engines";

    private Team team;

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
        OwningPeers.answer();
        team = Team.gathered();
    }

    @Test
    void anOwnerDeletesAnEmptyOrganisationAndEverybodyIsHome() {
        var token = Team.invite(team.owner(), team.organisation(), Map.of());

        delete(team.owner(), NAME)
                .then()
                .statusCode(200)
                .body("id", is(team.organisation()))
                .body("deletedAt", endsWith("Z"))
                .body("replicas", is(0))
                .body("confirmedInMs", greaterThanOrEqualTo(0));

        for (var browser : List.of(team.owner(), team.admin(), team.member())) {
            browser.get("/api/session").then().statusCode(200).body("organisation.role", is("owner"));
            assertEquals(404, browser.get(team.path("")).statusCode());
            assertEquals(404, browser.post(team.path("/switch")).statusCode());
            browser.get("/api/organisations").then().body("id", not(hasItem(team.organisation())));
        }
        team.stranger()
                .post("/api/organisations/invitations/accept", Map.of("token", token))
                .then()
                .statusCode(404);
        assertEquals(
                404,
                team.stranger()
                        .post("/api/organisations/invitations/preview", Map.of("token", token))
                        .statusCode());
    }

    @Test
    void keysAndDesktopsEndWithIt() {
        delete(team.owner(), NAME).then().statusCode(200);

        Peers.server()
                .verify(
                        2,
                        postRequestedFor(urlEqualTo(OwningPeers.ORGANISATIONS))
                                .withRequestBody(matchingJsonPath("$.organisation", equalTo(team.organisation())))
                                .withRequestBody(matchingJsonPath(
                                        "$.actor.user", equalTo(team.owner().user()))));
        assertEquals(List.of(), Bureau.query("SELECT id FROM identity.notice"));
        assertEquals(List.of(), Bureau.query("SELECT id FROM identity.pending_revocation"));
        assertEquals(
                List.of("organisation.delete"),
                Bureau.query(
                        "SELECT action FROM identity.audit WHERE organisation_id = ? ORDER BY sequence DESC LIMIT 1",
                        team.organisation()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"analytical engines", "Analytical Engines ", "", "x"})
    void itsExactNameMustBeTyped(String typed) {
        delete(team.owner(), typed)
                .then()
                .statusCode(400)
                .body("error.code", is("VALIDATION_FAILED"))
                .body("error.fields.field", contains("confirm"));
        team.owner().delete(team.path("")).then().statusCode(400);
        assertEquals(200, team.owner().get(team.path("")).statusCode());
    }

    @Test
    void onlyOwnersDeleteIt() {
        delete(team.admin(), NAME).then().statusCode(403).body("error.code", is("FORBIDDEN"));
        delete(team.member(), NAME).then().statusCode(403);
        assertEquals(200, team.owner().get(team.path("")).statusCode());
    }

    @Test
    void s23_toAStrangerThereIsNothingToDelete() {
        delete(team.stranger(), NAME).then().statusCode(404).body("error.code", is("NOT_FOUND"));
        assertEquals(
                404,
                team.stranger().delete("/api/organisations/org_none?confirm=x").statusCode());
    }

    @Test
    void whileItHasDesktopsItStays() {
        OwningPeers.desktops(3);

        delete(team.owner(), NAME)
                .then()
                .statusCode(409)
                .body("error.code", is("CONFLICT"))
                .body("error.message", containsString("3"))
                .body("error.status", is("has_desktops"));
        assertEquals(200, team.owner().get(team.path("")).statusCode());
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 500, 503})
    void whileNobodyCanSayWhetherItHasDesktopsItStays(int status) {
        Peers.server()
                .stubFor(get(urlPathMatching("/internal/organisations/[^/]+/desktops"))
                        .willReturn(aResponse().withStatus(status)));

        delete(team.owner(), NAME).then().statusCode(503).body("error.code", is("DEPENDENCY_UNAVAILABLE"));
        assertEquals(200, team.owner().get(team.path("")).statusCode());
    }

    @Test
    void aPersonalOrganisationStays() {
        var home = team.owner().get("/api/organisations").jsonPath();
        var id = home.getString("find { it.personal }.id");
        var name = home.getString("find { it.personal }.name");

        team.owner()
                .request()
                .header("Sec-Fetch-Site", "same-origin")
                .queryParam("confirm", name)
                .delete("/api/organisations/" + id)
                .then()
                .statusCode(409)
                .body("error.status", is("personal"));
    }

    @Test
    void ifKeysCannotBeEndedNowTheyAreAsSoonAsCanBe() {
        Peers.server()
                .stubFor(post(OwningPeers.ORGANISATIONS).willReturn(aResponse().withStatus(500)));

        delete(team.owner(), NAME).then().statusCode(503).body("error.code", is("DEPENDENCY_UNAVAILABLE"));

        assertEquals(404, team.owner().get(team.path("")).statusCode(), "it is deleted all the same");
        OwningPeers.answer();
        Bureau.within(
                Duration.ofSeconds(15),
                () -> Bureau.query("SELECT id FROM identity.notice").isEmpty());
    }

    @Test
    void neitherAKeyNorNobodyNorAnotherSiteDeletesIt() {
        var path = team.path("?confirm=Analytical%20Engines");
        given().header("Authorization", "Bearer " + ApiKey.generate().reveal())
                .urlEncodingEnabled(false)
                .delete(path)
                .then()
                .statusCode(403)
                .body("error.code", is("DASHBOARD_ONLY"));
        given().urlEncodingEnabled(false).delete(path).then().statusCode(401);
        team.owner()
                .request()
                .header("Sec-Fetch-Site", "cross-site")
                .urlEncodingEnabled(false)
                .delete(path)
                .then()
                .statusCode(403)
                .body("error.code", is("CSRF_REJECTED"));
        assertEquals(200, team.owner().get(team.path("")).statusCode());
    }

    private Response delete(Browser by, String confirm) {
        return by.request()
                .header("Sec-Fetch-Site", "same-origin")
                .queryParam("confirm", confirm)
                .delete(team.path(""));
    }
}
