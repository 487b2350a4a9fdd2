package io.bureau.identity.signin;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.IdToken;
import io.bureau.identity.IdToken.Signing;
import io.bureau.identity.Person;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class SignInSecurityTest {

    private final Person person = Person.stranger();
    private final Browser browser = new Browser();

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "github"})
    void s1_fiftyCallbacksAtOnceMakeOneSession(String provider) throws Exception {
        var query = FakeProviders.consent(browser.leave(provider), person);
        var cookies = browser.cookieHeader();

        var answers = inParallel(
                50,
                () -> io.restassured.RestAssured.given()
                        .redirects()
                        .follow(false)
                        .header("Cookie", cookies)
                        .urlEncodingEnabled(false)
                        .get("/auth/" + provider + "/callback?" + query));

        var locations =
                answers.stream().map(answer -> answer.header("Location")).toList();
        assertEquals(1, locations.stream().filter("/"::equals).count(), locations.toString());
        assertEquals(
                49,
                locations.stream()
                        .filter("/signin?error=sign_in_expired"::equals)
                        .count());
        assertEquals(1, sessionsOf(person));
        FakeProviders.server().verify(1, postRequestedFor(urlEqualTo(tokenPath(provider))));
    }

    @Test
    void aCallbackThatIsRepeatedMakesNoOtherSession() {
        var query = FakeProviders.consent(browser.leave("google"), person);
        browser.comeBack("google", query).then().header("Location", equalTo("/"));

        browser.comeBack("google", query).then().statusCode(303).header("Location", failed("sign_in_expired"));

        assertEquals(1, sessionsOf(person));
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "github"})
    void s2_aBrowserThatBeganNothingIsRefused(String provider) {
        var query = FakeProviders.consent(browser.leave(provider), person);

        refusedAsForeign(new Browser().comeBack(provider, query));

        assertEquals(0, sessionsOf(person));
    }

    @Test
    void s2_aBrowserThatBeganAnotherSignInIsRefusedEvenWithTheCookieOfTheState() {
        var query = FakeProviders.consent(browser.leave("google"), person);
        var victim = new Browser();
        victim.leave("google");
        browser.cookies().forEach((name, value) -> {
            if (name.startsWith("q_auth")) {
                victim.cookies().put(name, value);
            }
        });

        refusedAsForeign(victim.comeBack("google", query));

        assertEquals(0, sessionsOf(person));
        FakeProviders.server().verify(0, postRequestedFor(urlEqualTo("/google/token")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"code=x", "code=x&state=", "code=x&state=nonsense", "code=x&state=%s&state=%s"})
    void s2_aCallbackWithoutOneStateIsRefused(String query) {
        var state = FakeProviders.query(browser.leave("google")).get("state");

        refusedAsForeign(browser.comeBack("google", query.replace("%s", state)));
    }

    @ParameterizedTest
    @CsvSource({"google,github", "github,google"})
    void s3_theStateOfOneProviderIsRefusedAtTheOther(String begun, String ended) {
        var query = FakeProviders.consent(browser.leave(begun), person);

        refusedAsForeign(browser.comeBack(ended, query));

        assertEquals(0, sessionsOf(person));
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "github"})
    void s3_aProofOfTheCodesOwnerIsAlwaysDemanded(String provider) {
        var asked = FakeProviders.query(browser.leave(provider));

        assertEquals("code", asked.get("response_type"));
        assertEquals("S256", asked.get("code_challenge_method"));
        assertTrue(asked.get("code_challenge").matches("[A-Za-z0-9_-]{43}"), asked.get("code_challenge"));
        assertEquals("http://localhost:8080/auth/" + provider + "/callback", asked.get("redirect_uri"));
        assertEquals(provider.equals("google"), asked.containsKey("nonce"));
    }

    @Test
    void s4_aOneTimeValueOfOneKindOpensNothingOfAnother() {
        var signedIn = Browser.signedIn("google", person);
        var signInCookie = signedIn.cookies().get(SignInCookie.NAME);
        var asked = FakeProviders.query(browser.leave("google"));

        for (var value : List.of(signInCookie, asked.get("state"), asked.get("nonce"), asked.get("code_challenge"))) {
            var other = new Browser();
            other.cookies().put(Bureau.COOKIE, value);
            assertEquals(401, other.get("/api/session").statusCode(), value);
        }
        refusedAsForeign(browser.comeBack("google", "code=x&state=" + signedIn.sessionToken()));
        browser.comeBack("google", "code=x&state=" + asked.get("nonce"))
                .then()
                .header("Location", failed("sign_in_expired"));
        browser.cookies().put(SignInCookie.NAME, signedIn.sessionToken());
        refusedAsForeign(browser.comeBack("google", FakeProviders.consent(new Browser().leave("google"), person)));
        assertNull(browser.sessionToken());
    }

    @Test
    void s5_aRenamedAccountStaysTheSameUserAndANewHolderOfTheNameIsAnother() {
        var before = userOf(Browser.signedIn("github", person));
        var renamed = person.withLogin("renamed-" + person.login()).withEmail("new-" + person.email());
        var heir = Person.stranger().withLogin(person.login()).withEmail(person.email());

        var after = Browser.signedIn("github", renamed);

        assertEquals(before, userOf(after));
        assertNotEquals(before, userOf(Browser.signedIn("github", heir)));
        after.get("/api/session").then().body("user.email", is(renamed.email()));
    }

    @Test
    void s5_aGoogleAccountIsKnownByItsSubject() {
        var before = userOf(Browser.signedIn("google", person));

        assertEquals(before, userOf(Browser.signedIn("google", person.withEmail("new-" + person.email()))));
        assertNotEquals(
                before, userOf(Browser.signedIn("google", Person.stranger().withEmail(person.email()))));
    }

    @Test
    void s6_theSameAddressFromTheOtherProviderIsAnotherUser() {
        var byGoogle = userOf(Browser.signedIn("google", person));

        assertNotEquals(byGoogle, userOf(Browser.signedIn("github", person)));
        assertEquals(byGoogle, userOf(Browser.signedIn("google", person)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"google", "github"})
    void s7_anAddressThatTheProviderHasNotVerifiedIsRefused(String provider) {
        browser.signIn(provider, person.unverified())
                .then()
                .statusCode(303)
                .header("Location", failed("email_not_verified"));

        assertNothingCameOfIt();
    }

    @Test
    void s7_gitHubsPublicAddressAndVerifiedOthersDoNotCount() {
        FakeProviders.server()
                .stubFor(any(urlEqualTo("/github/api/user/emails"))
                        .willReturn(okJson(
                                "[{\"email\":\"%1$s\",\"primary\":true,\"verified\":false},".formatted(person.email())
                                        + "{\"email\":\"x-%1$s\",\"primary\":false,\"verified\":true}]"
                                                .formatted(person.email()))));

        browser.signIn("github", person).then().header("Location", failed("email_not_verified"));

        assertNothingCameOfIt();
    }

    @Test
    void s7_googleMustSayThatItVerified() {
        FakeProviders.tamperWithIdTokens(token -> token.with("email_verified", null));

        browser.signIn("google", person).then().header("Location", failed("email_not_verified"));

        assertNothingCameOfIt();
    }

    static Stream<Arguments> forgeries() {
        return Stream.of(
                forgery("another audience", token -> token.with("aud", "somebody-else")),
                forgery("no audience", token -> token.with("aud", null)),
                forgery("another issuer", token -> token.with("iss", "https://accounts.evil.example")),
                forgery("no issuer", token -> token.with("iss", null)),
                forgery("another nonce", token -> token.with("nonce", "f0f0f0f0-0000-4000-8000-f0f0f0f0f0f0")),
                forgery("no nonce", token -> token.with("nonce", null)),
                forgery("expired", token -> token.with("exp", Instant.now().getEpochSecond() - 60)),
                forgery("no expiry", token -> token.with("exp", null)),
                forgery("no subject", token -> token.with("sub", null)),
                forgery("another key", token -> token.signed(Signing.RS256_BY_A_STRANGER)),
                forgery("the public key as secret", token -> token.signed(Signing.HS256_WITH_THE_PUBLIC_KEY)),
                forgery("no signature", token -> token.signed(Signing.NONE)));
    }

    private static Arguments forgery(String name, UnaryOperator<IdToken> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void s8_anIdTokenThatDoesNotHoldMakesNoSessionAndIsAudited(String name, UnaryOperator<IdToken> change) {
        FakeProviders.tamperWithIdTokens(change);
        long audited = refusals();

        browser.signIn("google", person).then().statusCode(303).header("Location", failed("provider_unavailable"));

        assertNothingCameOfIt();
        assertEquals(audited + 1, refusals());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "@evil.example",
                "/..;/evil",
                "/%2F%2Fevil.example",
                "/a\r\nSet-Cookie: x=y",
                "https://evil.example/",
                "javascript:alert(1)",
                ""
            })
    void s9_whatIsNotPlainlyAPathOfOursBecomesTheFirstPage(String returnTo) {
        var query = FakeProviders.consent(browser.leave("google", returnTo), person);

        browser.comeBack("google", query).then().statusCode(303).header("Location", equalTo("/"));
    }

    @Test
    void whoCameFromAPageGoesBackToIt() {
        var query = FakeProviders.consent(browser.leave("github", "/settings?tab=apiKeys"), person);

        browser.comeBack("github", query)
                .then()
                .statusCode(303)
                .header("Location", equalTo("/settings?tab=apiKeys"))
                .header("Cache-Control", equalTo("no-store"));
    }

    static Stream<Arguments> faults() {
        return Stream.of("/google/token", "/github/access_token", "/github/api/user", "/github/api/user/emails")
                .flatMap(path -> Stream.of("status 500", "truncated", "empty", "nothing", "not what was asked for")
                        .map(fault -> Arguments.of(path, fault)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void s10_aProviderThatFailsMakesNoSessionAndNoUser(String path, String fault) {
        var answer =
                switch (fault) {
                    case "status 500" -> aResponse().withStatus(500).withBody("oops");
                    case "truncated" -> okJson("{\"access_token\":\"abc\",\"id");
                    case "empty" -> okJson("{}");
                    case "nothing" -> aResponse().withStatus(200);
                    default -> aResponse().withStatus(200).withBody("<html>Please stand by</html>");
                };
        FakeProviders.server().stubFor(any(urlEqualTo(path)).willReturn(answer));
        var provider = path.startsWith("/google") ? "google" : "github";

        browser.signIn(provider, person).then().statusCode(303).header("Location", failed("provider_unavailable"));

        assertNothingCameOfIt();
    }

    @Test
    void s10_aProviderThatHangsIsGivenUp() {
        FakeProviders.server()
                .stubFor(any(urlEqualTo("/google/token"))
                        .willReturn(aResponse().withFixedDelay(20_000).withStatus(200)));
        var query = FakeProviders.consent(browser.leave("google"), person);
        var begun = Instant.now();

        browser.comeBack("google", query).then().header("Location", failed("provider_unavailable"));

        assertTrue(Duration.between(begun, Instant.now()).toSeconds() < 10);
        assertNothingCameOfIt();
    }

    @Test
    void whoDeclinesAtTheProviderIsTold() {
        var state = FakeProviders.query(browser.leave("google")).get("state");

        browser.comeBack("google", "error=access_denied&state=" + state)
                .then()
                .statusCode(303)
                .header("Location", failed("access_denied"));
    }

    @Test
    void twoFirstSignInsOfOnePersonAtOnceAreOneUser() throws Exception {
        var answers = inParallel(8, () -> {
            var own = new Browser();
            own.signIn("google", person).then().statusCode(303).header("Location", equalTo("/"));
            return own;
        });

        assertEquals(
                1, answers.stream().map(SignInSecurityTest::userOf).distinct().count());
        assertEquals(8, sessionsOf(person));
    }

    @Test
    void nothingOfTheProtocolStaysInTheBrowser() {
        browser.cookies().put("q_session_google", "planted");

        browser.signIn("google", person).then().header("Location", equalTo("/"));

        browser.cookies().remove("q_session_google");
        assertFalse(browser.cookieHeader().contains("q_"), browser.cookieHeader());
    }

    @Test
    void overTheLimitIs429() {
        Peers.deny("signin", Duration.ofSeconds(7));

        for (var path : List.of("/auth/google", "/auth/google/callback?code=x&state=y")) {
            browser.request()
                    .header("X-Forwarded-For", "203.0.113.99")
                    .get(path)
                    .then()
                    .statusCode(429)
                    .header("Retry-After", "7")
                    .header("RateLimit-Policy", "\"signin\";q=30;w=60")
                    .body("error.code", is("RATE_LIMITED"));
        }
    }

    @Test
    void s45_ifItCannotBeAuditedItDoesNotHappen() throws SQLException {
        var query = FakeProviders.consent(browser.leave("google"), person);
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE identity.audit RENAME TO audit_away");
            try {
                browser.comeBack("google", query).then().statusCode(500).body("error.code", is("INTERNAL"));
            } finally {
                statement.execute("ALTER TABLE identity.audit_away RENAME TO audit");
            }
        }

        assertNothingCameOfIt();
    }

    private void assertNothingCameOfIt() {
        assertNull(browser.sessionToken());
        assertEquals(401, browser.get("/api/session").statusCode());
        assertEquals(
                List.of(), Bureau.query("SELECT id FROM identity.account WHERE email LIKE ?", "%" + person.email()));
    }

    private static void refusedAsForeign(Response answer) {
        answer.then()
                .statusCode(400)
                .body("error.code", is("BAD_REQUEST"))
                .body("error.requestId", matchesPattern("req_[0-9A-Za-z]{22}"));
        assertEquals(
                List.of(),
                answer.headers().getValues("Set-Cookie").stream()
                        .filter(cookie -> cookie.startsWith(Bureau.COOKIE))
                        .toList());
    }

    private static org.hamcrest.Matcher<String> failed(String code) {
        return equalTo("/signin?error=" + code);
    }

    private static String userOf(Browser browser) {
        return browser.get("/api/session").then().statusCode(200).extract().path("user.id");
    }

    private static long sessionsOf(Person person) {
        return Bureau.query(
                        "SELECT session.id FROM identity.session JOIN identity.account ON account.id = account_id"
                                + " WHERE email = ?",
                        person.email())
                .size();
    }

    private static long refusals() {
        return Bureau.query("SELECT id FROM identity.audit WHERE action = 'signin.refuse'")
                .size();
    }

    private static String tokenPath(String provider) {
        return provider.equals("google") ? "/google/token" : "/github/access_token";
    }

    private static <T> List<T> inParallel(int times, Callable<T> call) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<T>>();
            for (int i = 0; i < times; i++) {
                running.add(executor.submit(call));
            }
            var results = new ArrayList<T>();
            for (var future : running) {
                results.add(future.get());
            }
            return results;
        }
    }
}
