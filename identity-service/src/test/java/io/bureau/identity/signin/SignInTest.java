package io.bureau.identity.signin;

import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.Person;
import io.bureau.testkit.Peers;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class SignInTest {

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "github"})
    void theFirstSignInMakesAUserWithAPersonalOrganisationAndASession(String provider) {
        var person = Person.stranger();
        var browser = new Browser();

        browser.signIn(provider, person).then().statusCode(303).header("Location", equalTo("/"));

        browser.get("/api/session")
                .then()
                .statusCode(200)
                .body("user.id", matchesPattern("usr_[0-9A-Za-z]{22}"))
                .body("user.email", is(person.email()))
                .body("user.name", is(person.name()))
                .body("organisation.id", matchesPattern("org_[0-9A-Za-z]{22}"))
                .body("organisation.uuid", matchesPattern("[0-9a-f-]{36}"))
                .body("organisation.name", is(person.name()))
                .body("organisation.role", is("owner"))
                .body("expiresAt", endsWith("Z"));
        Bureau.verify(browser.sessionToken())
                .statusCode(200)
                .body("outcome", is("valid"))
                .body("principal", notNullValue());
    }

    @Test
    void theProvidersAreThoseConfigured() {
        new Browser()
                .get("/auth/providers")
                .then()
                .statusCode(200)
                .body("id", equalTo(List.of("google", "github")))
                .body("name", equalTo(List.of("Google", "GitHub")));
        assertEquals(404, new Browser().get("/auth/gitlab").statusCode());
    }

    @Test
    void theRehearsalAtStartLeavesNothingBehind() {
        assertEquals(List.of(), Bureau.query("SELECT id FROM identity.external_identity WHERE provider = 'none'"));
        assertEquals(List.of(), Bureau.query("SELECT id FROM identity.account WHERE name = 'Nobody'"));
    }
}
