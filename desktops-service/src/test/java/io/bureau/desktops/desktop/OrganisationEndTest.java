package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.awaitGone;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.kit.http.Service;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What identity-service asks when an organisation is deleted. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class OrganisationEndTest {

    private static final String END = "/internal/organisations/end";
    private static final String ACTOR = "{\"user\":\"usr_ada\",\"credential\":\"ses_ada\",\"ip\":\"192.0.2.7\","
            + "\"userAgent\":\"Browser\",\"requestId\":\"req_ada\"}";

    private static final Executor CALLERS = Executors.newVirtualThreadPerTaskExecutor();

    @Inject
    ScriptedDriver driver;

    private final Principal owner = Principals.owner();
    private final String organisation = owner.organisation().id();

    @BeforeEach
    void reset() {
        Bureau.reset();
        driver.reset();
    }

    @Test
    void desktopsCountUntilTheyAreBeingDestroyed() {
        var first = create(owner, "{\"name\":\"1\"}");
        create(owner, "{\"name\":\"2\",\"start\":false}");
        create(Principals.owner(), "{\"name\":\"another's\",\"start\":false}");
        total().then().statusCode(200).body("total", is(2));

        await(owner, first, "running");
        driver.away(true);
        asSession(owner).delete("/v1/desktops/" + first).then().statusCode(204);

        total().then().body("total", is(1));
        driver.away(false);
        awaitGone(owner, first);
        total().then().body("total", is(1));
    }

    @Test
    void allItsDesktopsAreDestroyedAndNobodyElses() throws SQLException {
        var running = create(owner, "{\"name\":\"1\"}");
        var stopped = create(owner, "{\"name\":\"2\",\"start\":false}");
        var other = Principals.owner();
        var theirs = create(other, "{\"name\":\"theirs\"}");
        await(owner, running, "running");
        await(owner, stopped, "stopped");
        await(other, theirs, "running");

        end().then().statusCode(200).body("destroyed", is(2));

        awaitGone(owner, running);
        awaitGone(owner, stopped);
        assertFalse(driver.exists(running));
        assertFalse(driver.exists(stopped));
        assertTrue(driver.runs(theirs));
        assertEquals(
                "usr_ada ses_ada 192.0.2.7 Browser req_ada " + running + ",usr_ada ses_ada 192.0.2.7 Browser req_ada "
                        + stopped,
                destructions());
    }

    @Test
    void toEndItAgainIsHarmless() throws SQLException {
        var id = create(owner, "{\"name\":\"1\",\"start\":false}");
        await(owner, id, "stopped");
        end().then().body("destroyed", is(1));

        end().then().statusCode(200).body("destroyed", is(0));

        awaitGone(owner, id);
        end().then().statusCode(200).body("destroyed", is(0));
        assertEquals("usr_ada ses_ada 192.0.2.7 Browser req_ada " + id, destructions());
    }

    @Test
    void noneCanBeCreatedAfterwards() {
        end().then().statusCode(200).body("destroyed", is(0));

        creation().then().statusCode(409).body("error.code", is("CONFLICT")).body("error.status", is("deleted"));
        asSession(owner)
                .header("Idempotency-Key", "one")
                .body("{\"name\":\"n\"}")
                .post("/v1/desktops")
                .then()
                .statusCode(409);
        asSession(owner).get("/v1/desktops").then().body("id", empty());
    }

    @Test
    void aCreationThatBeganBeforeIsSeenByTheEnd() throws Exception {
        var first = create(owner, "{\"name\":\"1\",\"start\":false}");
        await(owner, first, "stopped");
        try (var connection = PostgresResource.superuser()) {
            connection.setAutoCommit(false);
            query(
                    connection,
                    "SELECT 1 FROM desktops.audit_chain WHERE organisation_id = '" + organisation + "' FOR UPDATE");
            var created = CompletableFuture.supplyAsync(this::creation, CALLERS);
            until(() -> waiting() == 1, "the creation waits for its audit row");
            var end = CompletableFuture.supplyAsync(this::end, CALLERS);
            until(() -> waiting() == 2, "the end waits for the creation");

            connection.rollback();

            assertEquals(201, created.join().statusCode());
            end.join().then().statusCode(200).body("destroyed", is(2));
            awaitGone(owner, created.join().path("id"));
        }
        awaitGone(owner, first);
    }

    @Test
    void aCreationThatComesWhileItEndsIsRefused() throws Exception {
        var first = create(owner, "{\"name\":\"1\",\"start\":false}");
        await(owner, first, "stopped");
        try (var connection = PostgresResource.superuser()) {
            connection.setAutoCommit(false);
            query(
                    connection,
                    "SELECT 1 FROM desktops.audit_chain WHERE organisation_id = '" + organisation + "' FOR UPDATE");
            var end = CompletableFuture.supplyAsync(this::end, CALLERS);
            until(() -> waiting() == 1, "the end waits for its audit row");
            var created = CompletableFuture.supplyAsync(this::creation, CALLERS);
            until(() -> waiting() == 2, "the creation waits for the end");

            connection.rollback();

            end.join().then().statusCode(200).body("destroyed", is(1));
            assertEquals(409, created.join().statusCode());
        }
        awaitGone(owner, first);
        asSession(owner).get("/v1/desktops").then().body("id", empty());
    }

    @Test
    void whateverComesTogetherWithTheEndNothingIsLeft() throws Exception {
        var calls = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 30; i++) {
            calls.add(i == 12 ? this::end : this::creation);
        }
        try (var pool = Executors.newFixedThreadPool(10)) {
            for (var answer : pool.invokeAll(calls)) {
                var status = answer.get().statusCode();
                assertTrue(status == 200 || status == 201 || status == 409, "status " + status);
            }
        }
        until(() -> "[]".equals(asSession(owner).get("/v1/desktops").asString()), "every desktop destroyed");
    }

    @Test
    void s45_withoutItsAuditRowsNothingEnds() throws SQLException {
        var id = create(owner, "{\"name\":\"1\",\"start\":false}");
        await(owner, id, "stopped");
        execute("ALTER TABLE desktops.audit RENAME TO audit_away");
        try {
            end().then().statusCode(500);
        } finally {
            execute("ALTER TABLE desktops.audit_away RENAME TO audit");
        }
        asSession(owner).get("/v1/desktops/" + id).then().body("status", is("stopped"));
        creation().then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{\"organisation\":\"org_1\"}",
                "{\"actor\":{\"user\":\"usr_1\"}}",
                "{\"organisation\":\"org_1\",\"actor\":{\"user\":\"usr_1\"},\"more\":1}"
            })
    void whatIsNoRequestIs400(String body) {
        asIdentity().body(body).post(END).then().statusCode(400);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IDENTITY")
    void noOtherServiceMay(Service service) {
        refused(as(service), service == Service.APIKEY ? 403 : 401);
    }

    @Test
    void nobodyElseMay() {
        refused(given().contentType(ContentType.JSON), 401);
        refused(asSession(owner), 401);
        refused(asKey(Principals.key(owner.organisation(), "desktop:manage")), 401);
    }

    private void refused(RequestSpecification caller, int status) {
        var body = "{\"organisation\":\"" + organisation + "\",\"actor\":" + ACTOR + "}";
        given(caller).body(body).post(END).then().statusCode(status);
        given(caller)
                .get("/internal/organisations/" + organisation + "/desktops")
                .then()
                .statusCode(status);
        creation().then().statusCode(201);
    }

    private static RequestSpecification asIdentity() {
        return as(Service.IDENTITY);
    }

    private static RequestSpecification as(Service service) {
        return given().auth().oauth2(Peers.token(service, Service.DESKTOPS)).contentType(ContentType.JSON);
    }

    private Response total() {
        return asIdentity().get("/internal/organisations/" + organisation + "/desktops");
    }

    private Response end() {
        return asIdentity()
                .body("{\"organisation\":\"" + organisation + "\",\"actor\":" + ACTOR + "}")
                .post(END);
    }

    private Response creation() {
        return asSession(owner).body("{\"name\":\"n\",\"start\":false}").post("/v1/desktops");
    }

    /** How many transactions wait for another's lock. */
    private static int waiting() {
        try (var connection = PostgresResource.superuser()) {
            return query(connection, "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static int query(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private String destructions() throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement(
                        "SELECT string_agg(concat_ws(' ', actor, credential, ip, user_agent, request_id, target), ','"
                                + " ORDER BY target) FROM desktops.audit"
                                + " WHERE organisation_id = ? AND action = 'desktop.destroy'")) {
            statement.setString(1, organisation);
            var rows = statement.executeQuery();
            rows.next();
            return rows.getString(1);
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
