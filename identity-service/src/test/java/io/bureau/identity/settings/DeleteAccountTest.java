package io.bureau.identity.settings;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.OwningPeers;
import io.bureau.identity.Person;
import io.bureau.identity.Team;
import io.bureau.kit.http.Service;
import io.bureau.testkit.Peers;
import io.bureau.testkit.SettableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class DeleteAccountTest {

    @Inject
    SettableClock clock;

    private final Person person = Person.stranger();
    private Browser browser;
    private String user;

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
        OwningPeers.answer();
        browser = Browser.signedIn("google", person);
        user = browser.user();
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void aDeletedAccountIsGoneEverywhere() {
        var elsewhere = Browser.signedIn("google", person);
        var home = browser.organisation();

        var answer = delete(person.email());

        answer.then()
                .statusCode(200)
                .body("id", is(user))
                .body("deletedAt", endsWith("Z"))
                .body("replicas", is(0))
                .body("confirmedInMs", greaterThanOrEqualTo(0));
        assertTrue(answer.headers().getValues("Set-Cookie").stream()
                .anyMatch(cookie -> cookie.startsWith(Bureau.COOKIE + "=; Max-Age=0")));
        assertEquals(401, browser.get("/api/session").statusCode());
        assertEquals(401, elsewhere.get("/api/session").statusCode());
        Bureau.verify(browser.sessionToken()).body("outcome", is("invalid"));
        Peers.server()
                .verify(
                        2,
                        postRequestedFor(urlEqualTo(OwningPeers.ORGANISATIONS))
                                .withRequestBody(matchingJsonPath("$.organisation", equalTo(home))));
        assertEquals(List.of(), Bureau.query("SELECT id FROM identity.notice"));
        assertEquals(List.of(), Bureau.query("SELECT id FROM identity.pending_revocation"));
    }

    @Test
    void nothingIsLeftThatTellsWhoseItWasButTheTrail() {
        delete(person.email()).then().statusCode(200);

        for (var table : List.of("account", "external_identity")) {
            var rows = Bureau.query("SELECT t::text FROM identity." + table + " AS t");
            assertFalse(
                    rows.stream().anyMatch(row -> row.contains(person.email()) || row.contains(person.googleSubject())),
                    table);
        }
        Bureau.asService(Service.DESKTOPS)
                .queryParam("id", user)
                .get("/internal/people")
                .then()
                .statusCode(200)
                .body("name", contains("Deleted user"))
                .body("[0].email", nullValue())
                .body("[0].avatarUrl", nullValue());
        assertEquals(
                List.of("user.delete"),
                Bureau.query("SELECT action FROM identity.audit WHERE target = ? ORDER BY id DESC LIMIT 1", user));
    }

    @Test
    void whoeverSignsInAgainIsSomebodyNew() {
        delete(person.email()).then().statusCode(200);

        var again = Browser.signedIn("google", person);

        assertNotEquals(user, again.user());
        again.get("/api/session").then().body("organisation.name", is(person.name()));
    }

    @Test
    void theOrganisationsOfOthersGoOnWithoutHim() {
        var team = Team.gathered();
        var token = Team.invite(team.owner(), team.organisation(), Map.of("role", "owner"));
        browser.post("/api/organisations/invitations/accept", Map.of("token", token))
                .then()
                .statusCode(200);

        delete(person.email()).then().statusCode(200);

        team.owner().get(team.path("/members")).then().statusCode(200).body("user.id", not(hasItem(user)));
        Peers.server()
                .verify(
                        1,
                        postRequestedFor(urlEqualTo(OwningPeers.MEMBERSHIPS))
                                .withRequestBody(matchingJsonPath("$.organisation", equalTo(team.organisation())))
                                .withRequestBody(matchingJsonPath("$.reason", equalTo("account_deleted")))
                                .withRequestBody(matchingJsonPath("$.user", equalTo(user))));
        assertEquals(
                List.of("member.leave"),
                Bureau.query(
                        "SELECT action FROM identity.audit WHERE organisation_id = ? ORDER BY sequence DESC LIMIT 1",
                        team.organisation()));
    }

    @Test
    void theOnlyOwnerOfWhatOthersBelongToStays() {
        String organisation = browser.post("/api/organisations", Map.of("name", "Difference Engines"))
                .path("id");
        var token = Team.invite(browser, organisation, Map.of());
        var other = Browser.signedIn("google", Person.stranger());
        other.post("/api/organisations/invitations/accept", Map.of("token", token));

        delete(person.email())
                .then()
                .statusCode(409)
                .body("error.code", is("CONFLICT"))
                .body("error.status", is("sole_owner"))
                .body("error.message", containsString("Difference Engines"));

        assertEquals(200, browser.get("/api/session").statusCode());
        browser.get("/api/organisations").then().body("id", hasItem(organisation));

        browser.patch("/api/organisations/" + organisation + "/members/" + other.user(), Map.of("role", "owner"))
                .then()
                .statusCode(200);
        delete(person.email()).then().statusCode(200);
    }

    @Test
    void aPersonalOrganisationThatAnotherOwnsTooIsHisToDeleteThen() {
        var home = browser.organisation();
        var token = Team.invite(browser, home, Map.of("role", "owner"));
        var other = Browser.signedIn("google", Person.stranger());
        other.post("/api/organisations/invitations/accept", Map.of("token", token));

        delete(person.email()).then().statusCode(200);

        other.get("/api/organisations/" + home)
                .then()
                .statusCode(200)
                .body("personal", is(false))
                .body("members", is(1));
        other.request()
                .header("Sec-Fetch-Site", "same-origin")
                .queryParam("confirm", person.name())
                .delete("/api/organisations/" + home)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "somebody@example.org"})
    void theAddressOfTheAccountMustBeTyped(String typed) {
        delete(typed).then().statusCode(400).body("error.fields.field", contains("confirm"));
        browser.delete("/api/account").then().statusCode(400);
        assertEquals(200, browser.get("/api/session").statusCode());
    }

    @Test
    void deletingNeedsAFreshSignIn() {
        clock.advance(Duration.ofMinutes(11));

        delete(person.email()).then().statusCode(403).body("error.code", is("SIGN_IN_AGAIN"));
        assertEquals(200, browser.get("/api/session").statusCode());
    }

    @Test
    void ifKeysCannotBeEndedNowTheyAreAsSoonAsCanBe() {
        Peers.server()
                .stubFor(post(OwningPeers.ORGANISATIONS).willReturn(aResponse().withStatus(500)));

        delete(person.email()).then().statusCode(503).body("error.code", is("DEPENDENCY_UNAVAILABLE"));

        assertEquals(401, browser.get("/api/session").statusCode(), "the account is deleted all the same");
        OwningPeers.answer();
        Bureau.within(
                Duration.ofSeconds(15),
                () -> Bureau.query("SELECT id FROM identity.notice").isEmpty());
    }

    private Response delete(String confirm) {
        return browser.request()
                .header("Sec-Fetch-Site", "same-origin")
                .queryParam("confirm", confirm)
                .delete("/api/account");
    }
}
