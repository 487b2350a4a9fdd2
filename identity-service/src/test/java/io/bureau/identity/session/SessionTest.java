package io.bureau.identity.session;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.Person;
import io.bureau.kit.principal.ApiKey;
import io.bureau.testkit.Peers;
import io.bureau.testkit.RedisResource;
import io.bureau.testkit.SettableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class SessionTest {

    @Inject
    SettableClock clock;

    @Inject
    Redis redis;

    private final Person person = Person.stranger();

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void s11_theCookieIsBoundToUsAndOutOfReachOfScripts() {
        var answer = new Browser().signIn("google", person);

        var cookies = answer.headers().getValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(Bureau.COOKIE))
                .toList();
        assertEquals(1, cookies.size());
        var parts = cookies.getFirst().split("; ");
        assertTrue(parts[0].matches("__Host-bureau_session=[0-9A-Za-z]{43}"), parts[0]);
        Set<String> attributes = Arrays.stream(parts)
                .skip(1)
                .filter(attribute -> !attribute.startsWith("Expires="))
                .collect(Collectors.toSet());
        assertEquals(Set.of("Max-Age=2592000", "Path=/", "Secure", "HTTPOnly", "SameSite=Lax"), attributes);
    }

    @Test
    void s11_theStoreHoldsNothingButTheHash() throws NoSuchAlgorithmException {
        var token = Browser.signedIn("google", person).sessionToken();
        var hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));

        assertEquals(
                1,
                Bureau.query(
                                "SELECT id FROM identity.session WHERE encode(token_hash, 'hex') = ?",
                                HexFormat.of().formatHex(hash))
                        .size());
        for (var table : List.of("session", "audit", "account", "external_identity", "pending_revocation")) {
            var rows = Bureau.query("SELECT t::text FROM identity." + table + " AS t");
            assertFalse(rows.stream().anyMatch(row -> row.contains(token)), table);
        }
        assertFalse(redisKeysAndValues().contains(token));
    }

    @Test
    void s12_signingInGivesANewIdAndEndsTheOldSession() {
        var browser = Browser.signedIn("google", person);
        var old = browser.sessionToken();
        var planted = new Browser();
        planted.cookies().put(Bureau.COOKIE, old);

        browser.signIn("github", Person.stranger()).then().statusCode(303);

        assertNotEquals(old, browser.sessionToken());
        assertEquals(200, browser.get("/api/session").statusCode());
        assertEquals(401, planted.get("/api/session").statusCode());
        Bureau.verify(old).body("outcome", is("invalid"));
    }

    @Test
    void s12_aPlantedCookieThatWasNobodysDoesNotBecomeOurs() {
        var browser = new Browser();
        browser.cookies().put(Bureau.COOKIE, "a".repeat(43));

        browser.signIn("google", person).then().statusCode(303);

        assertNotEquals("a".repeat(43), browser.sessionToken());
        Bureau.verify("a".repeat(43)).body("outcome", is("invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s=%t; %s=other", "%s=other; %s=%t", "\u00a0%s=%t", "%s =%t", "a=b;  %s=%t"})
    void s13_twoSessionCookiesOrAnOddSpaceInTheNameAre401(String cookies) {
        var token = Browser.signedIn("google", person).sessionToken();

        given().header("Cookie", cookies.replace("%s", Bureau.COOKIE).replace("%t", token))
                .get("/api/session")
                .then()
                .statusCode(401)
                .body("error.code", is("UNAUTHORIZED"));
    }

    @Test
    void s14_afterLogoutsReplyNothingAcceptsTheSession() {
        var browser = Browser.signedIn("google", person);
        var token = browser.sessionToken();
        var id = idOf(browser);

        var answer = browser.post("/auth/logout");

        answer.then().statusCode(204);
        assertTrue(answer.headers().getValues("Set-Cookie").stream()
                .anyMatch(cookie -> cookie.startsWith(Bureau.COOKIE + "=; Max-Age=0")));
        Bureau.verify(token).body("outcome", is("invalid")).body("principal", nullValue());
        given().header("Cookie", Bureau.COOKIE + "=" + token)
                .get("/api/session")
                .then()
                .statusCode(401);
        assertTrue(published(id), "every replica that caches is told");
        assertEquals(List.of(), Bureau.query("SELECT id FROM identity.pending_revocation"));
        assertEquals(
                List.of("session.end"),
                Bureau.query("SELECT action FROM identity.audit WHERE target = ? ORDER BY id DESC LIMIT 1", id));
    }

    @Test
    void s15_anIdleSessionEndsAfterSevenDays() {
        var browser = Browser.signedIn("google", person);
        var lastSeen = time("last_seen_at", idOf(browser));

        clock.set(lastSeen.plus(Duration.ofDays(7)).minusSeconds(1));
        assertEquals(200, browser.get("/api/session").statusCode());

        var idle = Browser.signedIn("google", person);
        clock.set(time("last_seen_at", idOf(idle)).plus(Duration.ofDays(7)).plusSeconds(1));
        assertEquals(401, idle.get("/api/session").statusCode());
    }

    @Test
    void s15_aSessionInUseEndsAfterThirtyDays() {
        var browser = Browser.signedIn("google", person);
        var id = idOf(browser);
        var end = time("created_at", id).plus(Duration.ofDays(30));
        seenAt(id, end.minus(Duration.ofHours(1)));

        clock.set(end.minusSeconds(1));
        browser.get("/api/session")
                .then()
                .statusCode(200)
                .body("expiresAt", startsWith(end.toString().substring(0, 19)));

        clock.set(end.plusSeconds(1));
        assertEquals(401, browser.get("/api/session").statusCode());
    }

    @Test
    void useKeepsASessionAliveWithoutAWritePerRequest() {
        var browser = Browser.signedIn("google", person);
        var id = idOf(browser);
        var before = time("last_seen_at", id);
        browser.get("/api/session").then().statusCode(200);

        clock.advance(Duration.ofSeconds(61));
        browser.get("/api/session").then().statusCode(200);

        Bureau.within(Duration.ofSeconds(10), () -> time("last_seen_at", id).isAfter(before));
        assertTrue(!time("last_seen_at", id).isBefore(before.plusSeconds(61)), "the use before was not worth a write");
        assertEquals(
                "1",
                Bureau.query("SELECT count(*) FROM identity.session WHERE id = ?", id)
                        .getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void s16_anotherSiteCannotSignAnybodyOut(String site) {
        var browser = Browser.signedIn("google", person);

        browser.request()
                .header("Sec-Fetch-Site", site)
                .post("/auth/logout")
                .then()
                .statusCode(403)
                .body("error.code", is("CSRF_REJECTED"));
        browser.request().delete("/api/sessions").then().statusCode(403);
        browser.request()
                .header("Origin", "http://localhost:8080.evil.example")
                .delete("/api/sessions/" + idOf(browser))
                .then()
                .statusCode(403);

        assertEquals(200, browser.get("/api/session").statusCode());
    }

    @Test
    void s16_ourOwnOriginWillDo() {
        var browser = Browser.signedIn("google", person);

        browser.request()
                .header("Origin", "http://localhost:8080")
                .post("/auth/logout")
                .then()
                .statusCode(204);
    }

    @Test
    void aUserSeesHisOwnSessionsAndWhichIsTheCurrentOne() {
        var first = Browser.signedIn("google", person);
        var second = Browser.signedIn("google", person);
        Browser.signedIn("google", Person.stranger());

        second.get("/api/sessions")
                .then()
                .statusCode(200)
                .body("$", hasSize(2))
                .body("find { it.current }.id", equalTo(idOf(second)))
                .body("find { !it.current }.id", equalTo(idOf(first)))
                .body("device", contains(startsWith("Mozilla"), startsWith("Mozilla")))
                .body("ip", contains("127.0.0.1", "127.0.0.1"))
                .body("organisation.id", contains(second.organisation(), first.organisation()))
                .body("organisation.name", contains(person.name(), person.name()))
                .body("lastSeenAt", everyItem(endsWith("Z")));
    }

    @Test
    void oneSessionIsEndedByItsUserAndByNobodyElse() {
        var browser = Browser.signedIn("google", person);
        var other = Browser.signedIn("google", person);
        var stranger = Browser.signedIn("google", Person.stranger());

        assertEquals(404, stranger.delete("/api/sessions/" + idOf(other)).statusCode());
        assertEquals(404, browser.delete("/api/sessions/ses_none").statusCode());
        assertEquals(200, other.get("/api/session").statusCode());

        var id = idOf(other);
        String endedAt = browser.delete("/api/sessions/" + id)
                .then()
                .statusCode(200)
                .body("id", is(id))
                .body("replicas", is(0))
                .body("confirmedInMs", greaterThanOrEqualTo(0))
                .body("endedAt", endsWith("Z"))
                .extract()
                .path("endedAt");
        browser.delete("/api/sessions/" + id).then().statusCode(200).body("endedAt", is(endedAt));

        assertEquals(401, other.get("/api/session").statusCode());
        assertEquals(200, browser.get("/api/session").statusCode());
    }

    @Test
    void allOthersAreEndedAtOnce() {
        var others = List.of(Browser.signedIn("google", person), Browser.signedIn("google", person));
        var browser = Browser.signedIn("google", person);
        var stranger = Browser.signedIn("google", Person.stranger());

        var ids = others.stream().map(SessionTest::idOf).toList();
        browser.delete("/api/sessions")
                .then()
                .statusCode(200)
                .body("ended", containsInAnyOrder(ids.toArray()))
                .body("replicas", is(0))
                .body("confirmedInMs", greaterThanOrEqualTo(0));
        browser.delete("/api/sessions").then().statusCode(200).body("ended", hasSize(0));

        others.forEach(other -> assertEquals(401, other.get("/api/session").statusCode()));
        assertEquals(200, browser.get("/api/session").statusCode());
        assertEquals(200, stranger.get("/api/session").statusCode());
        browser.get("/api/sessions").then().body("id", contains(idOf(browser)));
    }

    @Test
    void s48_withRedisFrozenTheSessionEndsAndItIsPublishedAsSoonAsCanBe() {
        var browser = Browser.signedIn("google", person);
        var token = browser.sessionToken();
        var id = idOf(browser);
        RedisResource.freeze();
        try {
            var begun = Instant.now();
            browser.post("/auth/logout").then().statusCode(503).body("error.code", is("DEPENDENCY_UNAVAILABLE"));
            assertTrue(Duration.between(begun, Instant.now()).toMillis() < 1_500);
            Bureau.verify(token).body("outcome", is("invalid"));
        } finally {
            RedisResource.thaw();
        }

        Bureau.within(
                Duration.ofSeconds(15),
                () -> Bureau.query("SELECT id FROM identity.pending_revocation").isEmpty());
        assertTrue(published(id));
    }

    @Test
    void aKeyDoesNotOpenTheDashboardsRoutes() {
        for (var path : List.of("/api/session", "/api/sessions")) {
            given().header("Authorization", "Bearer " + ApiKey.generate().reveal())
                    .header("Cookie", Browser.signedIn("google", person).cookieHeader())
                    .get(path)
                    .then()
                    .statusCode(403)
                    .body("error.code", is("DASHBOARD_ONLY"));
        }
        given().header("Authorization", "Bearer anything")
                .get("/api/session")
                .then()
                .statusCode(401);
    }

    @Test
    void signedOutIs401() {
        for (var path : List.of("/api/session", "/api/sessions")) {
            given().get(path).then().statusCode(401).body("error.code", is("UNAUTHORIZED"));
        }
        assertEquals(401, new Browser().post("/auth/logout").statusCode());
    }

    private boolean published(String id) {
        var entries = redis.send(Request.cmd(Command.XREVRANGE)
                        .arg("{bureau:revocations}:stream")
                        .arg("+")
                        .arg("-"))
                .await()
                .atMost(Duration.ofSeconds(5));
        return entries != null && entries.toString().contains(id);
    }

    private String redisKeysAndValues() {
        var everything = new StringBuilder();
        for (var key : redis.send(Request.cmd(Command.KEYS).arg("*")).await().atMost(Duration.ofSeconds(5))) {
            everything.append(key).append(' ');
            everything.append(redis.send(Request.cmd(Command.DUMP).arg(key.toString()))
                    .await()
                    .atMost(Duration.ofSeconds(5)));
        }
        return everything.toString();
    }

    private static String idOf(Browser browser) {
        return browser.get("/api/sessions").then().statusCode(200).extract().path("find { it.current }.id");
    }

    private static Instant time(String column, String session) {
        return OffsetDateTime.parse(Bureau.query(
                                "SELECT to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')"
                                        + " FROM identity.session WHERE id = ?",
                                session)
                        .getFirst())
                .toInstant();
    }

    private static void seenAt(String session, Instant at) {
        Bureau.query(
                "UPDATE identity.session SET last_seen_at = ? WHERE id = ? RETURNING id",
                at.atOffset(ZoneOffset.UTC),
                session);
    }
}
