package io.bureau.desktops.exec;

import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static io.bureau.desktops.Bureau.with;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.Revocations;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the audit trail tells of commands. */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class ExecTrailTest {

    private static Principal owner;
    private static String desktop;

    @Inject
    Revocations revocations;

    private Principal holder;
    private ApiKey key;

    /** One desktop for all, and a key of its own for each. */
    @BeforeEach
    void desktop() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        if (desktop == null) {
            Bureau.reset();
            owner = Principals.owner();
            desktop = create(owner, "{\"name\":\"trail\"}");
            await(owner, desktop, "running");
        }
        holder = Principals.key(owner.organisation(), "desktop:control");
        key = ApiKey.generate();
        Peers.knowKey(key.reveal(), holder);
    }

    @Test
    void aRowTellsHowItEndedAndByWhomButNotWhatItWas() {
        var requestId = exec(Map.of(
                        "command", "echo hidden-output; exit 7 # hidden-command", "env", Map.of("A", "hidden")))
                .then()
                .statusCode(200)
                .body("exitCode", is(7))
                .extract()
                .header("X-Request-Id");

        var rows = rows();
        assertEquals(1, rows.size());
        var row = rows.getFirst();
        assertTrue(row.startsWith("desktop.exec success exit=7 timedOut=false ms="), row);
        assertTrue(row.contains(" " + holder.user() + " "), row);
        assertTrue(row.contains(" 127.0.0.1 " + requestId), row);
        assertFalse(row.contains("hidden"), row);
    }

    @Test
    void aScriptHasItsRowToo() {
        with(key).body(Map.of("script", "exit 0")).post(path("bash")).then().statusCode(200);

        assertEquals(1, rows().size());
        assertTrue(rows().getFirst().startsWith("desktop.exec success exit=0 timedOut=false ms="));
    }

    @Test
    void aTimeoutIsTold() {
        exec(Map.of("command", "sleep 7101", "timeoutSeconds", 1)).then().body("timedOut", is(true));

        assertTrue(rows().getFirst().startsWith("desktop.exec failed exit=none timedOut=true ms=1"), rows().toString());
    }

    @Test
    void whatARevocationHasEndedIsTold() throws Throwable {
        var running = CompletableFuture.supplyAsync(() -> exec(Map.of("command", "sleep 7102")));
        until(() -> count("sleep 7102") == 1, "runs");

        VertxContextSupport.subscribeAndAwait(
                () -> revocations.publish(Revocation.ofKey(holder.credential().id())));

        assertEquals(401, running.join().statusCode());
        assertTrue(rows().getFirst().startsWith("desktop.exec failed cut=UNAUTHORIZED"), rows().toString());
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsTold() throws Exception {
        var body = "{\"command\":\"sleep 7103\"}";
        try (var caller = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            var request = "POST " + path("exec") + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Authorization: Bearer " + key.reveal() + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                    + body;
            caller.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            until(() -> count("sleep 7103") == 1, "runs");
        }

        until(() -> !rows().isEmpty(), "row");
        assertTrue(rows().getFirst().startsWith("desktop.exec failed cut=CALLER_GONE"), rows().toString());
    }

    @Test
    void whatNeverRanHasNone() {
        exec(Map.of("command", "")).then().statusCode(400);
        exec(Map.of("command", "true", "cwd", "/nowhere")).then().statusCode(400);
        var stopped = create(owner, "{\"name\":\"stopped\",\"start\":false}");
        with(key)
                .body("{\"command\":\"true\"}")
                .post("/v1/desktops/" + stopped + "/exec")
                .then()
                .statusCode(503);
        with(key)
                .body("{\"command\":\"true\"}")
                .post("/v1/desktops/dsk_nothing/exec")
                .then()
                .statusCode(404);

        assertEquals(List.of(), rows());
    }

    @Test
    void s45_whatCannotBeToldOfIsNotAnsweredAndDoesNotGoOn() throws SQLException {
        execute("ALTER TABLE desktops.audit RENAME TO audit_away");
        try {
            exec(Map.of("command", "echo hidden-output; setsid sleep 7104 >/dev/null 2>&1 &"))
                    .then()
                    .statusCode(503)
                    .body("error.code", is("DEPENDENCY_UNAVAILABLE"))
                    .body("stdout", nullValue());
            until(() -> count("sleep 7104") == 0, "what was left is ended");
        } finally {
            execute("ALTER TABLE desktops.audit_away RENAME TO audit");
        }
        exec(Map.of("command", "true")).then().statusCode(200);
        assertEquals(1, rows().size());
    }

    private Response exec(Map<String, Object> request) {
        return with(key).body(request).post(path("exec"));
    }

    private static int count(String commandLine) {
        var container = EngineResource.ask("ps", "--quiet", "--filter", "label=io.bureau.desktop=" + desktop)
                .getFirst();
        return Integer.parseInt(EngineResource.ask("exec", container, "pgrep", "-cxf", commandLine)
                .getFirst());
    }

    /** What was done with the key, each row as one line of all that it says. */
    private List<String> rows() {
        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement(
                        "SELECT concat_ws(' ', action, outcome, detail, target, actor, credential, ip, request_id)"
                                + " FROM desktops.audit WHERE credential = ? ORDER BY sequence")) {
            statement.setString(1, holder.credential().id());
            var rows = statement.executeQuery();
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
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

    private static String path(String route) {
        return "/v1/desktops/" + desktop + "/" + route;
    }
}
