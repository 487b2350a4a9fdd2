package io.bureau.system;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningStack.class)
class SignInTest {

    @ParameterizedTest
    @ValueSource(strings = {"google", "github"})
    void signingInEndsOnThePageAskedForWithASession(String provider, Stack stack) {
        var ada = new Person(stack.origin());

        var landed = ada.signIn(provider, "ada-" + provider + "@example.org", "Ada Lovelace");

        landed.expect(200);
        assertEquals("/desktops", landed.response().uri().getPath());
        var session = ada.get("/api/session").expect(200).json();
        assertEquals(
                "ada-" + provider + "@example.org",
                session.path("user").path("email").asText());
        assertEquals("Ada Lovelace", session.path("user").path("name").asText());
        assertEquals("owner", session.path("organisation").path("role").asText());
    }

    @Test
    void theSessionCookieHasTheAttributesOfTheContract(Stack stack) {
        var person = stack.person();

        var attributes = Arrays.stream(person.sessionCookie().split(";"))
                .skip(1)
                .map(attribute -> attribute.strip().toLowerCase(java.util.Locale.ROOT))
                .map(attribute -> attribute.replaceAll("(max-age|expires)=.*", "$1"))
                .collect(Collectors.toSet());

        attributes.removeAll(Set.of("max-age", "expires"));
        assertEquals(Set.of("httponly", "secure", "samesite=lax", "path=/"), attributes);
    }

    @Test
    void theSamePersonComesBackToTheSameAccount(Stack stack) {
        var first = stack.person("again@example.org").get("/api/session").json();
        var second = stack.person("again@example.org").get("/api/session").json();

        assertEquals(first.path("user").path("id"), second.path("user").path("id"));
        assertEquals(
                first.path("organisation").path("id"),
                second.path("organisation").path("id"));
    }

    @Test
    void theSameAddressFromAnotherProviderIsAnotherAccount(Stack stack) {
        var google = new Person(stack.origin());
        google.signIn("google", "two@example.org", "Two");
        var github = new Person(stack.origin());
        github.signIn("github", "two@example.org", "Two");

        assertNotEquals(
                google.get("/api/session").expect(200).json().path("user").path("id"),
                github.get("/api/session").expect(200).json().path("user").path("id"));
    }

    @Test
    void afterSigningOutTheSessionIsDeadEverywhere(Stack stack) {
        var person = stack.person();
        var stolen = person.sessionCookie().split(";")[0];

        person.post("/auth/logout", null).expect(204);

        var thief = new Caller(stack.origin(), null);
        assertAll(
                () -> thief.send("GET", "/api/session", null, "Cookie", stolen).expect(401),
                () -> thief.send("GET", "/api/keys", null, "Cookie", stolen).expect(401),
                () -> thief.send("GET", "/v1/me", null, "Cookie", stolen).expect(401));
    }

    @Test
    void aCallFromAnotherSiteIsRefused(Stack stack) {
        var cookie = stack.person().sessionCookie().split(";")[0];

        var answer = new Caller(stack.origin(), null)
                .send("POST", "/api/keys", "{\"name\":\"planted\"}", "Cookie", cookie, "Sec-Fetch-Site", "cross-site");

        answer.expect(403);
        assertEquals("CSRF_REJECTED", answer.errorCode());
    }

    @Test
    void withoutASessionTheDashboardsRoutesAreClosed(Stack stack) {
        var answer = new Caller(stack.origin(), null).get("/api/session").expect(401);

        assertEquals("UNAUTHORIZED", answer.errorCode());
        assertTrue(answer.header("X-Request-Id").orElse("").startsWith("req_"));
    }
}
