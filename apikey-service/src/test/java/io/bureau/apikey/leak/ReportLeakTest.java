package io.bureau.apikey.leak;

import static io.bureau.apikey.Bureau.asService;
import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.bureau.apikey.Bureau.verify;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.apikey.Bureau;
import io.bureau.kit.http.Service;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.KeyUseReport;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Logs;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@Bureau.Stores
class ReportLeakTest {

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @Test
    void aReportedKeyIsRevokedAndItsOwnersSeeWhyAndWhoSaidSo() throws Exception {
        var key = createKey(owner);
        verify(key.key()).body("outcome", is("valid"));

        report(key.key()).then().statusCode(202).body("", is(Map.of()));

        Trail.awaitNoOpenReport();
        verify(key.key()).body("outcome", is("invalid"));
        asSession(owner)
                .get("/api/keys")
                .then()
                .body("status", contains("revoked"))
                .body("revokedReason", contains("reported_leaked"))
                .body("revokedAt[0]", notNullValue());
        var told = Trail.of(key.id());
        assertEquals(
                List.of("key.create", "key.report", "key.revoke"),
                told.stream().map(Trail.Entry::action).toList());
        assertEquals("127.0.0.1", told.get(1).ip());
        assertEquals(null, told.get(1).actor());
        assertEquals("system", told.get(2).actor());
        assertTrue(told.get(2).detail().endsWith("reason=reported_leaked"), told::toString);
    }

    /** For anybody to see it must be the same: status, headers, body, and what is done before the answer. */
    @Test
    void s22_theAnswerTellsNothing() throws Exception {
        var live = createKey(owner);
        var revoked = createKey(owner);
        asSession(owner).delete("/api/keys/" + revoked.id()).then().statusCode(200);
        var unknown = ApiKey.generate().reveal();

        var answers = List.of(
                shape(report(live.key())),
                shape(report(live.key())),
                shape(report(revoked.key())),
                shape(report(unknown)),
                shape(report(unknown.substring(1))),
                shape(report("")),
                shape(report("x".repeat(10_000))));

        assertEquals(1, Set.copyOf(answers).size(), answers::toString);
        Trail.awaitNoOpenReport();
        assertEquals(List.of("key.create", "key.revoke"), Trail.actions(revoked.id()));
    }

    /** While the table of keys is locked nobody can look at it, and yet the answer is there. */
    @Test
    void s22_theAnswerDoesNotDependOnWhatTheKeyIs() throws Exception {
        var key = createKey(owner);
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE apikey.api_key IN ACCESS EXCLUSIVE MODE");

            report(key.key()).then().statusCode(202);
            report(ApiKey.generate().reveal()).then().statusCode(202);
            verify(key.key()).statusCode(503);

            connection.rollback();
        }
        Trail.awaitNoOpenReport();
        verify(key.key()).body("outcome", is("invalid"));
    }

    @Test
    void manyReportsOfOneKeyRevokeItOnce() throws Exception {
        var key = createKey(owner);

        try (var reporters = Executors.newFixedThreadPool(10)) {
            var all = Collections.<Callable<Integer>>nCopies(
                    50, () -> report(key.key()).statusCode());
            for (var status : reporters.invokeAll(all)) {
                assertEquals(202, status.get());
            }
        }

        Trail.awaitNoOpenReport();
        assertEquals(List.of("key.create", "key.report", "key.revoke"), Trail.actions(key.id()));
    }

    @Test
    void s17_s46_theSecretIsNowhere() throws Exception {
        try (var logs = Logs.capture()) {
            var key = createKey(owner);
            var secret = key.key().substring(17);
            report(key.key()).then().statusCode(202);
            report(key.key() + "!").then().statusCode(202);
            given().contentType(ContentType.JSON)
                    .body("{\"key\":\"" + key.key() + "\",\"" + key.key() + "\":1}")
                    .post("/api/keys/report-leak")
                    .then()
                    .statusCode(400);
            given().contentType(ContentType.JSON)
                    .body("{\"key\":\"" + key.key())
                    .post("/api/keys/report-leak")
                    .then()
                    .statusCode(400);
            var open = Trail.dump();
            Trail.awaitNoOpenReport();

            for (var place : List.of(open, Trail.dump(), String.join("", logs.events()))) {
                assertFalse(place.isEmpty());
                assertFalse(place.contains(secret.substring(0, 20)), place);
            }
            assertFalse(new LeakReportResource.Report(key.key()).toString().contains(secret));
        }
    }

    @Test
    void s32_tooManyReportsFromOneAddressAreRefusedAndChangeNothing() throws Exception {
        var key = createKey(owner);
        Peers.deny("leak-report", Duration.ofMillis(10));

        report(key.key())
                .then()
                .statusCode(429)
                .header("Retry-After", "1")
                .header("RateLimit-Policy", "\"leak-report\";q=10;w=60")
                .body("error.code", is("RATE_LIMITED"));

        assertEquals(0, Trail.openReports());
        verify(key.key()).body("outcome", is("valid"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                     | VALIDATION_FAILED
                    {"key":null}           | VALIDATION_FAILED
                    {"key":["a"]}          | VALIDATION_FAILED
                    {"key":"a","x":1}      | VALIDATION_FAILED
                    {"key":"a"             | BAD_REQUEST
                    nothing                | BAD_REQUEST
                    """)
    void whatIsNoReportIsRefused(String body, String code) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/api/keys/report-leak")
                .then()
                .statusCode(400)
                .body("error.code", is(code))
                .body("error.requestId", notNullValue());
    }

    @Test
    void aReportWithoutABodyOrInAnotherFormIsRefused() {
        given().contentType(ContentType.JSON)
                .post("/api/keys/report-leak")
                .then()
                .statusCode(400);
        given().contentType(ContentType.TEXT)
                .body("sk_live_")
                .post("/api/keys/report-leak")
                .then()
                .statusCode(415)
                .body("error.code", is("UNSUPPORTED_MEDIA_TYPE"));
        given().get("/api/keys/report-leak").then().statusCode(405);
    }

    @Nested
    class WhereTheOrganisationChoseQuarantine {

        @BeforeEach
        void choose() {
            asSession(owner)
                    .body("{\"response\":\"quarantine\"}")
                    .put("/api/keys/leak-response")
                    .then()
                    .statusCode(200);
        }

        @ParameterizedTest
        @CsvSource({
            "198.51.100.7, 198.51.100.250, 198.51.101.7, 198.51.100.0/24",
            "2001:db8:1:2::7, 2001:db8:1:2:ffff::1, 2001:db8:1:3::7, 2001:db8:1:2::/64"
        })
        void theKeyWorksFromItsLastUsedNetworkAndFromNowhereElse(
                String usedFrom, String near, String far, String network) throws Exception {
            var key = createKey(owner);
            use(key, usedFrom);

            report(key.key()).then().statusCode(202);

            Trail.awaitNoOpenReport();
            verify(key.key(), usedFrom).body("outcome", is("valid"));
            verify(key.key(), near).body("outcome", is("valid"));
            verify(key.key(), far).body("outcome", is("ip_not_allowed"));
            var told = Trail.of(key.id());
            assertEquals(List.of("key.create", "key.report", "key.quarantine"), Trail.actions(key.id()));
            assertTrue(told.getLast().detail().endsWith("networks=" + network), told::toString);
        }

        @Test
        void aKeyThatWasNeverUsedIsRevoked() throws Exception {
            var key = createKey(owner);

            report(key.key()).then().statusCode(202);

            Trail.awaitNoOpenReport();
            verify(key.key()).body("outcome", is("invalid"));
            assertEquals(List.of("key.create", "key.report", "key.revoke"), Trail.actions(key.id()));
        }

        @Test
        void reportingItAgainChangesNothingAndIsTold() throws Exception {
            var key = createKey(owner);
            use(key, "198.51.100.7");
            report(key.key());
            Trail.awaitNoOpenReport();
            use(key, "203.0.113.7");

            report(key.key()).then().statusCode(202);

            Trail.awaitNoOpenReport();
            verify(key.key(), "198.51.100.7").body("outcome", is("valid"));
            verify(key.key(), "203.0.113.7").body("outcome", is("ip_not_allowed"));
            assertEquals(List.of("key.create", "key.report", "key.quarantine", "key.report"), Trail.actions(key.id()));
        }

        @Test
        void itsOwnNetworksStillHold() throws Exception {
            var key = createKey(owner, "{\"name\":\"n\",\"allowedCidrs\":[\"198.51.100.7\"]}");
            use(key, "198.51.100.7");

            report(key.key()).then().statusCode(202);

            Trail.awaitNoOpenReport();
            verify(key.key(), "198.51.100.7").body("outcome", is("valid"));
            verify(key.key(), "198.51.100.8").body("outcome", is("ip_not_allowed"));
        }

        @Test
        void aQuarantinedKeyCanBeRevoked() throws Exception {
            var key = createKey(owner);
            use(key, "198.51.100.7");
            report(key.key());
            Trail.awaitNoOpenReport();

            asSession(owner).delete("/api/keys/" + key.id()).then().statusCode(200);

            verify(key.key(), "198.51.100.7").body("outcome", is("invalid"));
        }

        @Test
        void anotherOrganisationsChoiceIsItsOwn() throws Exception {
            var other = Principals.owner();
            var key = createKey(other);
            use(key, "198.51.100.7");

            report(key.key()).then().statusCode(202);

            Trail.awaitNoOpenReport();
            verify(key.key(), "198.51.100.7").body("outcome", is("invalid"));
        }

        private void use(Bureau.Created key, String ip) {
            asService(Service.DESKTOPS)
                    .body(new KeyUseReport(
                            Ids.next("rpt"),
                            List.of(new KeyUseReport.Uses(key.id(), Instant.now(), ip, "desktop:read", 200, 1))))
                    .post("/internal/keys/uses")
                    .then()
                    .statusCode(204);
        }
    }

    private static Response report(String key) {
        return given().contentType(ContentType.JSON).body(Map.of("key", key)).post("/api/keys/report-leak");
    }

    private static String shape(Response answer) {
        var headers = answer.headers().asList().stream()
                .filter(header -> !header.getName().equalsIgnoreCase("X-Request-Id"))
                .filter(header -> !header.getName().equalsIgnoreCase("X-RateLimit-Reset"))
                .map(Header::toString)
                .sorted()
                .collect(Collectors.joining("; "));
        return answer.statusCode() + " " + answer.asString() + " " + headers;
    }
}
