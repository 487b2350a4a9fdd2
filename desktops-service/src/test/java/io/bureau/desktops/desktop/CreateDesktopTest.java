package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class CreateDesktopTest {

    private static final String TOO_LONG =
            "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
                    + "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk"
                    + "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";

    @Inject
    ScriptedDriver driver;

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Bureau.reset();
        driver.reset();
    }

    @Test
    void aDesktopBeginsWithTheDefaults() {
        var created = asKey(Principals.key(owner.organisation(), "desktop:manage"))
                .body("{\"name\":\" my-agent \"}")
                .post("/v1/desktops")
                .then()
                .statusCode(201)
                .body("id", matchesPattern("dsk_[0-9A-Za-z]{22}"))
                .body("name", is("my-agent"))
                .body("status", is("pending"))
                .body("tier", is("pro"))
                .body("image", is("default"))
                .body("ipAddress", nullValue())
                .body("agentReady", is(false))
                .body("keepAlive", is(true))
                .body("width", is(1280))
                .body("height", is(800))
                .body("createdAt", matchesPattern("[0-9-]{10}T[0-9:.]+Z"))
                .body("startedAt", nullValue())
                .body("statusReason", nullValue())
                .extract();
        String id = created.path("id");

        assertEquals("http://localhost:8080/v1/desktops/" + id, created.header("Location"));
        asSession(owner).get("/v1/desktops/" + id).then().statusCode(200).body("name", is("my-agent"));
    }

    @Test
    void theMachineIsMadeAsAskedFor() {
        var id =
                create(owner, "{\"name\":\"a\",\"tier\":\"max\",\"image\":\"default\",\"width\":1920,\"height\":1080}");
        await(owner, id, "running");

        var spec = driver.specOf(id).orElseThrow();
        assertEquals("localhost/bureau-desktop:latest", spec.image());
        assertEquals(4, spec.cpus());
        assertEquals(16_384, spec.memoryMegabytes());
        assertEquals(80, spec.diskGigabytes());
        assertEquals(1920, spec.width());
        assertEquals(1080, spec.height());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | name",
                "{\"name\":null} | name",
                "{\"name\":\"  \"} | name",
                "{\"name\":\"a\\r\\nb\"} | name",
                "{\"name\":\"n\",\"tier\":\"huge\"} | tier",
                "{\"name\":\"n\",\"image\":\"evil.example/image\"} | image",
                "{\"name\":\"n\",\"width\":639} | width",
                "{\"name\":\"n\",\"width\":\"wide\"} | width",
                "{\"name\":\"n\",\"height\":2161} | height",
                "{\"name\":\"n\",\"keepAlive\":\"perhaps\"} | keepAlive",
                "{\"name\":\"n\",\"teir\":\"pro\"} | teir",
                "{\"name\":\"n\",\"id\":\"dsk_mine\"} | id"
            })
    void whatIsNotValidIs400ThatNamesTheField(String body, String field) {
        asSession(owner)
                .body(body)
                .post("/v1/desktops")
                .then()
                .statusCode(400)
                .body("error.code", is("VALIDATION_FAILED"))
                .body("error.fields[0].field", is(field));
        asSession(owner).get("/v1/desktops").then().body("id", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "[]"})
    void whatIsNoRequestIs400(String body) {
        asSession(owner)
                .body(body)
                .post("/v1/desktops")
                .then()
                .statusCode(400)
                .body("error.requestId", matchesPattern("req_.*"));
    }

    @Test
    void withoutACredentialIs401() {
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"n\"}")
                .post("/v1/desktops")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"));
    }

    @Test
    void withTheEngineAwayIs503AndNothingIsMade() {
        driver.away(true);

        asSession(owner)
                .body("{\"name\":\"n\"}")
                .post("/v1/desktops")
                .then()
                .statusCode(503)
                .header("Retry-After", not(equalTo("0")))
                .body("error.code", is("ENGINE_UNAVAILABLE"));

        asSession(owner).get("/v1/desktops").then().statusCode(200).body("id", empty());
    }

    @Test
    void overTheLimitIs429() {
        Peers.deny("session", Duration.ofSeconds(7));

        asSession(owner)
                .body("{\"name\":\"n\"}")
                .post("/v1/desktops")
                .then()
                .statusCode(429)
                .header("Retry-After", "7");
    }

    @Test
    void s52_theSameRequestUnderTheSameKeyIsAnsweredTheSameHoweverTheDesktopHasChanged() {
        var first = once("one", "{\"name\":\"n\",\"tier\":\"free\"}");
        await(owner, first.path("id"), "running");

        var again = once("one", "{ \"tier\": \"free\", \"name\": \"n\" }");

        assertEquals(201, again.statusCode());
        assertEquals(first.asString(), again.asString());
        assertEquals(first.header("Location"), again.header("Location"));
        asSession(owner).get("/v1/desktops").then().body("size()", is(1));
    }

    @Test
    void s52_anotherRequestUnderTheSameKeyIs422() {
        once("two", "{\"name\":\"n\"}");

        once("two", "{\"name\":\"m\"}").then().statusCode(422).body("error.code", is("IDEMPOTENCY_MISMATCH"));
    }

    @Test
    void s52_twentyInParallelMakeOneDesktop() throws Exception {
        var calls = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> once("many", "{\"name\":\"n\"}"));
        }
        try (var pool = Executors.newFixedThreadPool(20)) {
            var answers = pool.invokeAll(calls);
            String id = answers.getFirst().get().path("id");
            for (var answer : answers) {
                assertEquals(201, answer.get().statusCode(), answer.get().asString());
                assertEquals(id, answer.get().path("id"));
            }
        }
        asSession(owner).get("/v1/desktops").then().body("size()", is(1));
    }

    @Test
    void anIdempotencyKeyIsTheOrganisationsOwn() {
        var own = once("shared", "{\"name\":\"n\"}");
        var other = asSession(Principals.owner())
                .header("Idempotency-Key", "shared")
                .body("{\"name\":\"m\"}")
                .post("/v1/desktops");

        assertEquals(201, other.statusCode());
        assertNotEquals((String) own.path("id"), other.path("id"));
    }

    @Test
    void anIdempotencyKeyIsForgottenAfterADayAndNotEarlier() throws SQLException {
        String id = once("old", "{\"name\":\"n\"}").path("id");
        age("old", "23 hours 59 minutes");
        assertEquals(id, once("old", "{\"name\":\"n\"}").path("id"));

        age("old", "1 minute");

        assertNotEquals(id, once("old", "{\"name\":\"n\"}").path("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "ü", TOO_LONG})
    void anIdempotencyKeyThatIsNoneIs400(String key) {
        once(key, "{\"name\":\"n\"}").then().statusCode(400);
    }

    @Test
    void s45_withoutItsAuditRowNoDesktopIsMade() throws SQLException {
        execute("ALTER TABLE desktops.audit RENAME TO audit_away");
        try {
            asSession(owner)
                    .body("{\"name\":\"n\"}")
                    .post("/v1/desktops")
                    .then()
                    .statusCode(500)
                    .body("error.code", is("INTERNAL"));
        } finally {
            execute("ALTER TABLE desktops.audit_away RENAME TO audit");
        }
        asSession(owner).get("/v1/desktops").then().body("id", empty());
    }

    @Test
    void s45_whatWasDoneAndByWhomIsInTheTrail() throws SQLException {
        var id = create(owner, "{\"name\":\"n\"}");
        await(owner, id, "running");
        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);

        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement(
                        "SELECT string_agg(action || ' ' || actor || ' ' || credential, ',' ORDER BY at)"
                                + " FROM desktops.audit WHERE target = ?")) {
            statement.setString(1, id);
            var rows = statement.executeQuery();
            rows.next();
            var by = " " + owner.user() + " " + owner.credential().id();
            assertEquals("desktop.create" + by + ",desktop.destroy" + by, rows.getString(1));
        }
    }

    @Test
    void everyChangeHasItsRowAndWhatChangesNothingHasNone() throws SQLException {
        var id = create(owner, "{\"name\":\"a\"}");
        await(owner, id, "running");
        amend(id, "{\"name\":\"a\",\"keepAlive\":true}");
        amend(id, "{}");
        amend(id, "{\"name\":\"b\"}");
        amend(id, "{\"keepAlive\":false}");
        amend(id, "{\"name\":\"c\",\"keepAlive\":true}");
        ask(id, "start", 200);
        ask(id, "stop", 200);
        await(owner, id, "stopped");
        ask(id, "stop", 200);
        ask(id, "restart", 409);
        ask(id, "start", 200);
        await(owner, id, "running");
        ask(id, "restart", 200);
        await(owner, id, "running");
        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        Bureau.awaitGone(owner, id);

        assertEquals(
                List.of(
                        "desktop.create name=a",
                        "desktop.rename name=b was=a",
                        "desktop.amend keepAlive=false name=b",
                        "desktop.rename keepAlive=true name=c was=b",
                        "desktop.stop name=c",
                        "desktop.start name=c",
                        "desktop.restart name=c",
                        "desktop.destroy name=c"),
                trail(id));
    }

    private void amend(String id, String body) {
        asSession(owner).body(body).patch("/v1/desktops/" + id).then().statusCode(200);
    }

    private void ask(String id, String verb, int status) {
        asSession(owner).post("/v1/desktops/" + id + "/" + verb).then().statusCode(status);
    }

    private static List<String> trail(String id) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement(
                        "SELECT action || ' ' || detail FROM desktops.audit WHERE target = ? ORDER BY sequence")) {
            statement.setString(1, id);
            var rows = statement.executeQuery();
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    @Test
    void whatHappensIsToldInOrder() {
        var id = create(owner, "{\"name\":\"n\"}");
        await(owner, id, "running");
        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        Bureau.awaitGone(owner, id);

        until(
                () -> events(id).equals("pending,booting,running,agentReady,destroying,agentReady,destroyed"),
                "events of " + id);
    }

    @Test
    void theAuditTrailCannotBeChanged() {
        create(owner, "{\"name\":\"n\"}");

        assertThrows(SQLException.class, () -> execute("DELETE FROM desktops.audit"));
    }

    private Response once(String key, String body) {
        return asSession(owner).header("Idempotency-Key", key).body(body).post("/v1/desktops");
    }

    private static void age(String key, String by) throws SQLException {
        execute("UPDATE desktops.idempotency_key SET created_at = created_at - interval '" + by + "' WHERE key = '"
                + key + "'");
    }

    private static String events(String id) {
        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement(
                        "SELECT string_agg(coalesce(payload::json ->> 'status', 'agentReady'), ',' ORDER BY sequence)"
                                + " FROM desktops.event WHERE desktop_id = ?")) {
            statement.setString(1, id);
            var rows = statement.executeQuery();
            rows.next();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
