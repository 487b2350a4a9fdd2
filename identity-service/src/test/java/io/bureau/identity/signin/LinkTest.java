package io.bureau.identity.signin;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.Person;
import io.bureau.testkit.Peers;
import io.bureau.testkit.SettableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class LinkTest {

    private static final String SETTINGS = "/settings?tab=accounts";

    @Inject
    SettableClock clock;

    private final Person person = Person.stranger();
    private Browser browser;

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
        browser = Browser.signedIn("google", person);
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void s06_aLinkedIdentityIsTheSameUser() {
        var session = browser.sessionToken();

        browser.link("github", person).then().statusCode(303).header("Location", equalTo(SETTINGS));

        assertEquals(session, browser.sessionToken(), "it is still the same session");
        browser.get("/api/account").then().body("identities.provider", equalTo(List.of("google", "github")));
        assertEquals(browser.user(), Browser.signedIn("github", person).user());
        assertEquals(List.of("provider=github"), audited("identity.link"));
    }

    @Test
    void linkingWhatIsOnesOwnAlreadyIsHarmless() {
        browser.link("github", person).then().statusCode(303);

        browser.link("github", person).then().statusCode(303).header("Location", equalTo(SETTINGS));

        browser.get("/api/account").then().body("identities", hasSize(2));
    }

    @Test
    void s06_anIdentityThatIsSomebodysIsNotTakenFromHim() {
        var other = Person.stranger();
        var owner = Browser.signedIn("github", other);

        browser.link("github", other)
                .then()
                .statusCode(303)
                .header("Location", equalTo(SETTINGS + "&error=identity_taken"));

        browser.get("/api/account").then().body("identities", hasSize(1));
        assertEquals(owner.user(), Browser.signedIn("github", other).user());
        assertEquals(
                List.of("denied"),
                Bureau.query(
                        "SELECT outcome FROM identity.audit WHERE action = 'identity.link' AND actor = ?",
                        browser.user()));
    }

    @Test
    void s06_linkingNeedsAFreshSignIn() {
        clock.advance(Duration.ofMinutes(11));

        ask("same-origin").then().statusCode(403).body("error.code", is("SIGN_IN_AGAIN"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "none"})
    void s16_linkingBeginsOnOurOwnPagesOnly(String site) {
        ask(site).then().statusCode(403).body("error.code", is("CSRF_REJECTED"));
        assertEquals(403, browser.get("/auth/github/link").statusCode(), "nor where nobody says from where");
    }

    @Test
    void nobodyLinks() {
        RestAssured.given()
                .redirects()
                .follow(false)
                .header("Sec-Fetch-Site", "same-origin")
                .get("/auth/github/link")
                .then()
                .statusCode(401);
        assertEquals(
                404,
                browser.request()
                        .header("Sec-Fetch-Site", "same-origin")
                        .get("/auth/gitlab/link")
                        .statusCode());
    }

    @Test
    void s06_aProofIsUsedOnce() {
        var query = FakeProviders.consent(browser.leaveToLink("github", SETTINGS), person);
        browser.comeBack("github", query).then().statusCode(303).header("Location", equalTo(SETTINGS));

        browser.comeBack("github", query)
                .then()
                .statusCode(303)
                .header("Location", equalTo("/signin?error=sign_in_expired"));
    }

    @Test
    void s06_onlyTheSessionThatBeganItGetsTheIdentity() {
        var query = FakeProviders.consent(browser.leaveToLink("github", SETTINGS), person);
        var before = browser.user();
        browser.signIn("google", Person.stranger()).then().statusCode(303);
        assertNotEquals(before, browser.user());

        browser.comeBack("github", query)
                .then()
                .statusCode(303)
                .header("Location", equalTo(SETTINGS + "&error=sign_in_expired"));

        browser.get("/api/account").then().body("identities", hasSize(1));
    }

    @Test
    void whoIsSignedOutMeanwhileLinksNothing() {
        var query = FakeProviders.consent(browser.leaveToLink("github", SETTINGS), person);
        browser.post("/auth/logout").then().statusCode(204);

        browser.comeBack("github", query)
                .then()
                .statusCode(303)
                .header("Location", equalTo(SETTINGS + "&error=sign_in_expired"));
        assertEquals(401, browser.get("/api/session").statusCode());
    }

    @Test
    void whoDeclinesIsToldSoWhereHeBegan() {
        var state = FakeProviders.query(browser.leaveToLink("github", SETTINGS)).get("state");

        browser.comeBack("github", "error=access_denied&state=" + state)
                .then()
                .statusCode(303)
                .header("Location", equalTo(SETTINGS + "&error=access_denied"));
        browser.get("/api/account").then().body("identities", hasSize(1));
    }

    @Test
    void s07_anAddressThatIsNotVerifiedLinksNothing() {
        browser.link("github", person.unverified())
                .then()
                .statusCode(303)
                .header("Location", equalTo(SETTINGS + "&error=email_not_verified"));
        browser.get("/api/account").then().body("identities", hasSize(1));
    }

    @Test
    void theIdentityLinkedFirstSpeaksForTheAccount() {
        browser.link("github", person.withEmail("second@example.org")).then().statusCode(303);

        Browser.signedIn("github", person.withEmail("third@example.org"));

        browser.get("/api/account")
                .then()
                .body("user.email", is(person.email()))
                .body("identities[1].email", is("third@example.org"));
    }

    private Response ask(String site) {
        return browser.request().header("Sec-Fetch-Site", site).get("/auth/github/link?returnTo=/settings");
    }

    private List<String> audited(String action) {
        return Bureau.query("SELECT detail FROM identity.audit WHERE action = ? AND actor = ?", action, browser.user());
    }
}
