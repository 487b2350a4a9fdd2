package io.bureau.identity.administration;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.Person;
import io.bureau.identity.Team;
import io.bureau.kit.principal.ApiKey;
import io.bureau.testkit.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class OrganisationTest {

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
    }

    @Test
    void everyoneHasAPersonalOrganisation() {
        var person = Person.stranger();
        var browser = Browser.signedIn("google", person);

        browser.get("/api/organisations")
                .then()
                .statusCode(200)
                .body("$", hasSize(1))
                .body("[0].id", is(browser.organisation()))
                .body("[0].uuid", matchesPattern("[0-9a-f-]{36}"))
                .body("[0].name", is(person.name()))
                .body("[0].role", is("owner"))
                .body("[0].personal", is(true))
                .body("[0].members", is(1))
                .body("[0].createdAt", endsWith("Z"));
    }

    @Test
    void whoeverFoundsAnOrganisationOwnsIt() {
        var browser = Browser.signedIn("google", Person.stranger());

        String id = browser.post("/api/organisations", Map.of("name", "  Analytical Engines "))
                .then()
                .statusCode(201)
                .body("id", matchesPattern("org_[0-9A-Za-z]{22}"))
                .body("name", is("Analytical Engines"))
                .body("role", is("owner"))
                .body("personal", is(false))
                .body("members", is(1))
                .extract()
                .path("id");

        browser.get("/api/organisations").then().body("id", contains(browser.organisation(), id));
        browser.get("/api/organisations/" + id).then().statusCode(200).body("name", is("Analytical Engines"));
        assertEquals(List.of("organisation.create"), audited(id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":null}",
                "{\"name\":\"\"}",
                "{\"name\":\"   \"}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":\"a\\nb\"}",
                "{\"name\":\"a\\u2028b\"}",
                "{\"name\":\"12345678901234567890123456789012345678901234567890123456789012345\"}"
            })
    void aNameThatIsNoneIs400(String body) {
        var team = Team.gathered();

        for (var answer : List.of(
                team.owner().post("/api/organisations", body), team.owner().patch(team.path(""), body))) {
            answer.then()
                    .statusCode(400)
                    .body("error.code", is("VALIDATION_FAILED"))
                    .body("error.fields.field", contains("name"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"name\":\"x\",\"colour\":\"red\"}", "{\"name\""})
    void whatIsNoOrganisationIs400(String body) {
        var browser = Browser.signedIn("google", Person.stranger());

        assertEquals(400, browser.post("/api/organisations", body).statusCode());
        assertEquals(
                400,
                browser.patch("/api/organisations/" + browser.organisation(), body)
                        .statusCode());
    }

    @Test
    void aNameMayHave64CharactersOfAnyScript() {
        var browser = Browser.signedIn("google", Person.stranger());

        browser.post("/api/organisations", Map.of("name", "🜁".repeat(64)))
                .then()
                .statusCode(201)
                .body("name", is("🜁".repeat(64)));
    }

    @Test
    void ownersAndAdminsRename() {
        var team = Team.gathered();

        for (var browser : List.of(team.owner(), team.admin())) {
            var name = "Renamed by " + browser.user().substring(0, 12);
            browser.patch(team.path(""), Map.of("name", name))
                    .then()
                    .statusCode(200)
                    .body("name", is(name));
            team.member().get("/api/session").then().body("organisation.name", is(name));
        }
        assertEquals(
                List.of("organisation.rename", "organisation.rename"),
                audited(team.organisation()).stream()
                        .filter("organisation.rename"::equals)
                        .toList());
    }

    @Test
    void aMemberSeesAndDoesNotRename() {
        var team = Team.gathered();

        team.member()
                .get(team.path(""))
                .then()
                .statusCode(200)
                .body("role", is("member"))
                .body("members", is(3));
        team.member()
                .patch(team.path(""), Map.of("name", "Mine"))
                .then()
                .statusCode(403)
                .body("error.code", is("FORBIDDEN"));
        team.owner().get(team.path("")).then().body("name", is("Analytical Engines"));
    }

    @Test
    void s23_toAStrangerItDoesNotExist() {
        var team = Team.gathered();
        var nowhere = "/api/organisations/org_0000000000000000000000";

        for (var path : List.of(team.path(""), nowhere)) {
            assertEquals(404, team.stranger().get(path).statusCode());
            assertEquals(
                    404, team.stranger().patch(path, Map.of("name", "Mine")).statusCode());
            assertEquals(404, team.stranger().post(path + "/switch").statusCode());
            assertEquals(404, team.stranger().get(path + "/members").statusCode());
        }
        team.stranger().get("/api/organisations").then().body("$", hasSize(1));
    }

    @Test
    void switchingMovesTheSessionForEveryServiceAtOnce() {
        var team = Team.gathered();
        var home = team.member().get("/api/organisations").jsonPath().getString("find { it.personal }.id");
        assertEquals(team.organisation(), team.member().organisation());

        team.member()
                .post("/api/organisations/" + home + "/switch")
                .then()
                .statusCode(200)
                .body("organisation.id", is(home))
                .body("organisation.role", is("owner"))
                .body("user.id", is(team.member().user()))
                .body("expiresAt", endsWith("Z"));

        assertEquals(home, team.member().organisation());
        assertEquals(home, Bureau.claims(team.member()).path("org").asText());
        assertEquals(List.of(), Bureau.query("SELECT id FROM identity.pending_revocation"));
        assertEquals("organisation.switch", audited(home).getLast());
    }

    @Test
    void membersAreListedWithTheirRoles() {
        var team = Team.gathered();

        team.member()
                .get(team.path("/members"))
                .then()
                .statusCode(200)
                .body("role", contains("owner", "admin", "member"))
                .body(
                        "user.id",
                        contains(
                                team.owner().user(),
                                team.admin().user(),
                                team.member().user()))
                .body("you", contains(false, false, true))
                .body("user[2].email", endsWith("@example.org"))
                .body("since[0]", endsWith("Z"));
    }

    @Test
    void aKeyOpensNothingHereAndNobodyDoesNeither() {
        var team = Team.gathered();
        for (var path : List.of("/api/organisations", team.path(""), team.path("/members"))) {
            given().header("Authorization", "Bearer " + ApiKey.generate().reveal())
                    .get(path)
                    .then()
                    .statusCode(403)
                    .body("error.code", equalTo("DASHBOARD_ONLY"));
            given().get(path).then().statusCode(401);
        }
        for (var path : List.of("/api/organisations", team.path("/switch"))) {
            given().header("Authorization", "Bearer " + ApiKey.generate().reveal())
                    .contentType(ContentType.JSON)
                    .body(Map.of("name", "x"))
                    .post(path)
                    .then()
                    .statusCode(403);
            given().contentType(ContentType.JSON)
                    .body(Map.of("name", "x"))
                    .post(path)
                    .then()
                    .statusCode(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void s16_anotherSiteChangesNothing(String site) {
        var team = Team.gathered();

        for (var path : List.of("/api/organisations", team.path("/switch"))) {
            team.owner()
                    .request()
                    .header("Sec-Fetch-Site", site)
                    .contentType(ContentType.JSON)
                    .body(Map.of("name", "Theirs"))
                    .post(path)
                    .then()
                    .statusCode(403)
                    .body("error.code", is("CSRF_REJECTED"));
        }
        team.owner()
                .request()
                .header("Sec-Fetch-Site", site)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Theirs"))
                .patch(team.path(""))
                .then()
                .statusCode(403);
        team.owner().get(team.path("")).then().body("name", is("Analytical Engines"));
    }

    private static List<String> audited(String organisation) {
        return Bureau.query(
                "SELECT action FROM identity.audit WHERE organisation_id = ? ORDER BY sequence", organisation);
    }
}
