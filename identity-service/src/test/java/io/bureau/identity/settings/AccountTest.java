package io.bureau.identity.settings;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.identity.AtOnce;
import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.Person;
import io.bureau.kit.principal.ApiKey;
import io.bureau.testkit.Peers;
import io.bureau.testkit.SettableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
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
class AccountTest {

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
    void anAccountTellsWhoItIsAndHowOneSignsIn() {
        browser.get("/api/account")
                .then()
                .statusCode(200)
                .body("user.id", is(browser.user()))
                .body("user.name", is(person.name()))
                .body("user.email", is(person.email()))
                .body("identities", hasSize(1))
                .body("identities[0].id", matchesPattern("idn_[0-9A-Za-z]{22}"))
                .body("identities[0].provider", is("google"))
                .body("identities[0].providerName", is("Google"))
                .body("identities[0].email", is(person.email()))
                .body("identities[0].linkedAt", endsWith("Z"))
                .body("identities[0].lastUsedAt", endsWith("Z"))
                .body("signedInAt", endsWith("Z"))
                .body("fresh", is(true));
    }

    @Test
    void aSignInIsFreshForTenMinutes() {
        clock.advance(Duration.ofMinutes(10).minusSeconds(10));
        browser.get("/api/account").then().body("fresh", is(true));

        clock.advance(Duration.ofSeconds(11));
        browser.get("/api/account").then().body("fresh", is(false));
    }

    @Test
    void aNameThatOneHasChosenIsNotOverwrittenByTheProvider() {
        browser.patch("/api/account", Map.of("name", " Countess "))
                .then()
                .statusCode(200)
                .body("user.name", is("Countess"));

        var again = Browser.signedIn("google", person);
        again.get("/api/session").then().body("user.name", is("Countess"));
        assertEquals("name=Countess", detail("user.rename"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"name\":\"\"}", "{\"name\":\"a\\u0007\"}", "{\"name\":\"x\",\"email\":\"y\"}", "", "[]"
            })
    void whatIsNoNameIs400(String body) {
        assertEquals(400, browser.patch("/api/account", body).statusCode());
        browser.get("/api/account").then().body("user.name", is(person.name()));
    }

    @Test
    void oneOfTwoIdentitiesCanBeUnlinkedAndTheLastCannot() {
        browser.link("github", person.withEmail("other@example.org"));
        var identities = browser.get("/api/account")
                .then()
                .body("identities", hasSize(2))
                .extract()
                .jsonPath();
        var google = identities.getString("identities.find { it.provider == 'google' }.id");
        var github = identities.getString("identities.find { it.provider == 'github' }.id");

        assertEquals(204, browser.delete("/api/account/identities/" + google).statusCode());

        browser.get("/api/account")
                .then()
                .body("identities.id", contains(github))
                .body("user.email", is("other@example.org"));
        browser.delete("/api/account/identities/" + github)
                .then()
                .statusCode(409)
                .body("error.code", is("CONFLICT"))
                .body("error.status", is("last_identity"));
        assertEquals("provider=google", detail("identity.unlink"));
        assertEquals(browser.user(), Browser.signedIn("github", person).user());
    }

    @Test
    void twoIdentitiesThatAreUnlinkedAtOnceLeaveOne() throws Exception {
        browser.link("github", person);
        List<String> ids = browser.get("/api/account").path("identities.id");

        var statuses = AtOnce.all(List.of(() -> unlink(ids.getFirst()), () -> unlink(ids.getLast())));

        assertEquals(List.of(204, 409), statuses.stream().sorted().toList());
        browser.get("/api/account").then().body("identities", hasSize(1));
    }

    @Test
    void s23_theIdentityOfAnotherIsNotThere() {
        var other = Browser.signedIn("google", Person.stranger());
        String id = other.get("/api/account").path("identities[0].id");

        assertEquals(404, browser.delete("/api/account/identities/" + id).statusCode());
        assertEquals(404, browser.delete("/api/account/identities/idn_none").statusCode());
        other.get("/api/account").then().body("identities", hasSize(1));
    }

    @Test
    void unlinkingNeedsAFreshSignIn() {
        browser.link("github", person);
        String id = browser.get("/api/account").path("identities[0].id");
        clock.advance(Duration.ofMinutes(11));

        browser.delete("/api/account/identities/" + id).then().statusCode(403).body("error.code", is("SIGN_IN_AGAIN"));
        browser.get("/api/account").then().body("identities", hasSize(2));
    }

    @Test
    void aKeyOpensNothingHereAndNobodyDoesNeither() {
        var key = "Bearer " + ApiKey.generate().reveal();
        given().header("Authorization", key)
                .get("/api/account")
                .then()
                .statusCode(403)
                .body("error.code", is("DASHBOARD_ONLY"));
        given().header("Authorization", key)
                .delete("/api/account?confirm=x")
                .then()
                .statusCode(403);
        given().header("Authorization", key)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "x"))
                .patch("/api/account")
                .then()
                .statusCode(403);
        given().get("/api/account").then().statusCode(401);
        given().delete("/api/account/identities/idn_x").then().statusCode(401);
        given().delete("/api/account?confirm=x").then().statusCode(401);
        given().contentType(ContentType.JSON)
                .body(Map.of("name", "x"))
                .patch("/api/account")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH /api/account", "DELETE /api/account", "DELETE /api/account/identities/idn_x"})
    void s16_anotherSiteChangesNothing(String request) {
        var parts = request.split(" ");

        browser.request()
                .header("Sec-Fetch-Site", "cross-site")
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Theirs"))
                .request(parts[0], parts[1])
                .then()
                .statusCode(403)
                .body("error.code", is("CSRF_REJECTED"));
    }

    private int unlink(String id) {
        return browser.request()
                .header("Sec-Fetch-Site", "same-origin")
                .delete("/api/account/identities/" + id)
                .statusCode();
    }

    private String detail(String action) {
        return Bureau.query("SELECT detail FROM identity.audit WHERE action = ? AND actor = ?", action, browser.user())
                .getLast();
    }
}
