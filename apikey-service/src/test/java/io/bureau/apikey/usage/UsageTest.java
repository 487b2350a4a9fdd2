package io.bureau.apikey.usage;

import static io.bureau.apikey.Bureau.asService;
import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.apikey.Bureau;
import io.bureau.kit.http.Service;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.KeyUseReport;
import io.bureau.kit.principal.KeyUseReport.Uses;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class UsageTest {

    private static final String IP = "203.0.113.9";

    @Inject
    UsageRetention retention;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    private final Principal owner = Principals.owner();
    private Bureau.Created key;

    @BeforeEach
    void reset() {
        Peers.reset();
        key = createKey(owner);
    }

    @Nested
    class InTheList {

        @Test
        void theLastUseIsShownForTheKeyAndForEachCapability() {
            report(
                    used(now.minusSeconds(20), IP, "desktop:read", 200, 3),
                    used(now.minusSeconds(10), "2001:db8::7", "desktop:chat", 201, 1),
                    used(now.minusSeconds(5), "198.51.100.1", null, 403, 1));

            list().body("lastUsedAt", contains(now.minusSeconds(5).toString()))
                    .body("lastUsedIp", contains("198.51.100.1"))
                    .body("capabilityLastUsed[0].size()", is(2))
                    .body("capabilityLastUsed[0].'desktop:read'.ip", is(IP))
                    .body(
                            "capabilityLastUsed[0].'desktop:read'.at",
                            is(now.minusSeconds(20).toString()))
                    .body("capabilityLastUsed[0].'desktop:chat'.ip", is("2001:db8::7"));
        }

        @Test
        void anOlderUseDoesNotTakeThePlaceOfANewerOne() {
            report(used(now.minusSeconds(5), IP, "desktop:read", 200, 1));
            report(used(now.minusSeconds(50), "198.51.100.1", "desktop:read", 200, 1));

            list().body("lastUsedIp", contains(IP)).body("capabilityLastUsed[0].'desktop:read'.ip", is(IP));
        }

        @Test
        void aUseThatAFastClockSawIsNotInTheFuture() {
            report(used(now.plus(Duration.ofDays(1)), IP, "desktop:read", 200, 1));
            report(used(Instant.now().plusSeconds(60), "198.51.100.1", "desktop:read", 200, 1));

            list().body("lastUsedIp", contains("198.51.100.1"));
        }

        @Test
        void theAddressesOfTheLastDayAreShownBusiestFirstAndTenAtMost() {
            report(IntStream.rangeClosed(1, 12)
                    .mapToObj(i -> used(now.minusSeconds(i), "198.51.100." + i, "desktop:read", 200, i))
                    .toArray(Uses[]::new));
            report(used(now.minus(Duration.ofHours(26)), IP, "desktop:read", 200, 1_000));

            list().body("recent[0].since", is(hour.minus(Duration.ofHours(24)).toString()))
                    .body("recent[0].requests", is(78))
                    .body("recent[0].addresses", hasSize(10))
                    .body("recent[0].addresses[0].ip", is("198.51.100.12"))
                    .body("recent[0].addresses[0].requests", is(12))
                    .body(
                            "recent[0].addresses[0].lastUsedAt",
                            is(now.minusSeconds(12).toString()))
                    .body("recent[0].addresses[9].ip", is("198.51.100.3"));
        }

        @Test
        void aKeyThatWasNeverUsedSaysSo() {
            list().body("lastUsedAt", contains(nullValue()))
                    .body("capabilityLastUsed[0]", anEmptyMap())
                    .body("recent[0].requests", is(0))
                    .body("recent[0].addresses", empty());
        }

        @Test
        void aCapabilityIsCalledUnusedOnceTheKeyIsThirtyDaysOldAndHasNotNeededItSince() throws SQLException {
            list().body("unusedCapabilities", contains(empty()));
            report(used(now.minusSeconds(5), IP, "desktop:read", 200, 1));

            age(key, Duration.ofDays(31));
            list().body("unusedCapabilities[0]", contains("desktop:chat"));

            asSession(owner).delete("/api/keys/" + key.id()).then().statusCode(200);
            list().body("unusedCapabilities", contains(empty()));
        }
    }

    @Nested
    class OfAKey {

        @Test
        void callsAreCountedByTheHourAndStatusWithEmptyHoursBetween() {
            report(
                    used(now, IP, "desktop:read", 200, 3),
                    used(now, "198.51.100.1", "desktop:read", 200, 2),
                    used(now, IP, null, 403, 1),
                    used(hour.minusMillis(1), IP, null, 429, 7));

            usage("")
                    .statusCode(200)
                    .body("from", is(hour.minus(Duration.ofHours(24)).toString()))
                    .body("to", is(hour.plus(Duration.ofHours(1)).toString()))
                    .body("bucket", is("hour"))
                    .body("total", is(13))
                    .body("buckets", hasSize(25))
                    .body("buckets[24].at", is(hour.toString()))
                    .body("buckets[24].total", is(6))
                    .body("buckets[24].statuses.'200'", is(5))
                    .body("buckets[24].statuses.'403'", is(1))
                    .body("buckets[23].statuses.'429'", is(7))
                    .body("buckets[22].total", is(0))
                    .body("buckets[22].statuses", anEmptyMap());
        }

        @Test
        void daysAddUpTheirHours() {
            var day = now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(2));
            report(
                    used(day, IP, null, 200, 1),
                    used(day.plus(Duration.ofHours(23)), IP, null, 200, 2),
                    used(day.plus(Duration.ofDays(1)), IP, null, 200, 4));

            usage("?bucket=day&from=" + day + "&to=" + day.plus(Duration.ofDays(2)))
                    .statusCode(200)
                    .body(
                            "buckets.at",
                            contains(
                                    day.toString(), day.plus(Duration.ofDays(1)).toString()))
                    .body("buckets.total", contains(3, 4))
                    .body("total", is(7));
        }

        @Test
        void thirtyDaysAreServedByTheHour() {
            usage("?from=" + hour.minus(Duration.ofDays(30)) + "&to=" + hour)
                    .statusCode(200)
                    .body("buckets", hasSize(720));
        }

        @ParameterizedTest(name = "{0} -> {1}")
        @CsvSource(
                delimiter = '|',
                value = {
                    "?bucket=minute | bucket",
                    "?from=yesterday | from",
                    "?to=soon | to",
                    "?from=2031-01-02T00:00:00Z&to=2031-01-01T00:00:00Z | from",
                    "?from=2031-01-01T00:00:00Z&to=2031-01-01T00:00:00Z | from",
                    "?from=2031-01-01T00:00:00Z&to=2031-01-31T00:00:01Z | from",
                    "?from=-1000000000-01-01T00:00:00Z | from",
                    "?to=%2B1000000000-01-01T00:00:00Z | to"
                })
        void whatIsNoPeriodIs400(String query, String field) {
            usage(query)
                    .statusCode(400)
                    .body("error.code", is("VALIDATION_FAILED"))
                    .body("error.fields.field", contains(field));
        }

        @Test
        void severalWrongParametersAreNamedTogether() {
            usage("?bucket=minute&from=a&to=b")
                    .statusCode(400)
                    .body("error.fields.field", contains("bucket", "to", "from"));
        }

        @Test
        void anAdminSeesItAMemberOnlyHisOwnAndAStrangerNothing() {
            var organisation = owner.organisation();
            var admin = Principals.session(organisation, Ids.next("usr"), "admin");
            var member = Principals.session(organisation, Ids.next("usr"), "member");
            var own = createKey(member);

            statusFor(admin, key, 200);
            statusFor(admin, own, 200);
            statusFor(member, own, 200);
            statusFor(member, key, 404);
            statusFor(Principals.owner(), key, 404);
            statusFor(owner, new Bureau.Created("key_nothing", null), 404);
        }

        @Test
        void aKeyDoesNotSeeItAndNobodyNeither() {
            given().auth()
                    .oauth2(key.key())
                    .get("/api/keys/" + key.id() + "/usage")
                    .then()
                    .statusCode(403)
                    .body("error.code", is("DASHBOARD_ONLY"));
            given().get("/api/keys/" + key.id() + "/usage").then().statusCode(401);
        }

        private void statusFor(Principal viewer, Bureau.Created wanted, int status) {
            asSession(viewer).get("/api/keys/" + wanted.id() + "/usage").then().statusCode(status);
        }

        private ValidatableResponse usage(String query) {
            return asSession(owner)
                    .urlEncodingEnabled(false)
                    .get("/api/keys/" + key.id() + "/usage" + query)
                    .then();
        }
    }

    @Nested
    class AsAReport {

        @Test
        void countsOnceHoweverOftenItComes() throws Exception {
            var report = new KeyUseReport(Ids.next("rpt"), List.of(used(now, IP, "desktop:read", 200, 5)));
            Callable<Integer> sending = () -> send(report).extract().statusCode();

            try (var senders = Executors.newFixedThreadPool(8)) {
                for (var answer : senders.invokeAll(
                        IntStream.range(0, 8).mapToObj(_ -> sending).toList())) {
                    assertEquals(204, answer.get());
                }
            }

            list().body("recent[0].requests", is(5));
        }

        @Test
        void ofAKeyThatNobodyKnowsIsPassedOver() {
            var uses = List.of(new Uses(Ids.next("key"), now, IP, null, 200, 1), used(now, IP, "desktop:read", 200, 1));

            send(new KeyUseReport(Ids.next("rpt"), uses)).statusCode(204);

            list().body("recent[0].requests", is(1));
        }

        @Test
        void withTooManyAddressesIsCountedWholeAndKeptInPart() throws SQLException {
            for (int i = 0; i < 3; i++) {
                int third = i;
                report(IntStream.range(0, 50)
                        .mapToObj(n -> used(now, "198.51." + third + "." + n, "desktop:read", 200, 1))
                        .toArray(Uses[]::new));
            }
            report(used(now, null, "desktop:read", 200, 7));

            list().body("recent[0].requests", is(157));
            assertEquals(64, addressesOf(key));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "null",
                    "{}",
                    "{\"id\":\"rpt_0353rSHZxwq86PKZVdc4uB\"}",
                    "{\"id\":\"mine\",\"uses\":[]}",
                    "{\"id\":\"rpt_0353rSHZxwq86PKZVdc4uB\",\"uses\":[null]}",
                    "{\"id\":\"rpt_0353rSHZxwq86PKZVdc4uB\",\"uses\":[{\"keyId\":\"key_x\",\"status\":200,\"count\":1}]}"
                })
        void whatIsNoneIs400(String body) {
            asService(Service.DESKTOPS)
                    .body(body)
                    .post("/internal/keys/uses")
                    .then()
                    .statusCode(400);
        }

        @Test
        void isTakenFromDesktopsServiceOnly() {
            for (var other : List.of(Service.IDENTITY, Service.RATELIMIT)) {
                asService(other)
                        .body(new KeyUseReport(Ids.next("rpt"), List.of()))
                        .post("/internal/keys/uses")
                        .then()
                        .statusCode(other == Service.IDENTITY ? 403 : 401);
            }
        }
    }

    @Test
    void whatIsOlderThanThirtyDaysIsForgottenButNotTheLastUse() {
        report(used(hour.minus(Duration.ofDays(31)), IP, "desktop:read", 200, 1));
        report(used(hour.minus(Duration.ofDays(29)), IP, "desktop:read", 200, 2));

        retention.forget().await().atMost(Duration.ofSeconds(5));

        asSession(owner)
                .get("/api/keys/" + key.id() + "/usage?bucket=day&from=" + hour.minus(Duration.ofDays(59)) + "&to="
                        + hour.minus(Duration.ofDays(30)))
                .then()
                .body("total", is(0));
        asSession(owner)
                .get("/api/keys/" + key.id() + "/usage?bucket=day&from="
                        + hour.minus(Duration.ofDays(29).plusHours(12)))
                .then()
                .statusCode(200)
                .body("total", is(2));
        list().body("lastUsedIp", contains(IP));
    }

    private Uses used(Instant at, String ip, String capability, int status, long count) {
        return new Uses(key.id(), at, ip, capability, status, count);
    }

    private static void report(Uses... uses) {
        send(new KeyUseReport(Ids.next("rpt"), List.of(uses))).statusCode(204);
    }

    private static ValidatableResponse send(KeyUseReport report) {
        return asService(Service.DESKTOPS)
                .body(report)
                .post("/internal/keys/uses")
                .then();
    }

    private ValidatableResponse list() {
        return asSession(owner).get("/api/keys").then().statusCode(200);
    }

    private static void age(Bureau.Created key, Duration by) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement(
                        "UPDATE apikey.api_key SET created_at = created_at - make_interval(secs => ?) WHERE id = ?")) {
            statement.setDouble(1, by.toSeconds());
            statement.setString(2, key.id());
            statement.executeUpdate();
        }
    }

    private static int addressesOf(Bureau.Created key) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement =
                        connection.prepareStatement("SELECT count(*) FROM apikey.key_hour_address WHERE key_id = ?")) {
            statement.setString(1, key.id());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
