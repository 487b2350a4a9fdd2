package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Desktops that nobody uses, with half an hour as the limit. What was used when is moved in the store, not waited for. */
@QuarkusTest
@TestProfile(Limited.class)
@Bureau.Stores
class IdleStopTest {

    /** When it may be stopped: the limit, and by how much later than is known it may have been used. */
    private static final Duration DUE = Duration.ofMinutes(30).plus(Activity.GRAIN);

    private static final String REASON = "Stopped after 30 minutes without use";

    @Inject
    ScriptedDriver driver;

    @Inject
    IdleStop idleStop;

    @Inject
    Activity activity;

    @Inject
    LiveDesktops desktops;

    private final Principal owner = Principals.owner();
    private final Principal stranger = Principals.owner();

    @BeforeEach
    void reset() {
        Bureau.reset();
        driver.reset();
    }

    @Test
    void whatNobodyUsesIsStoppedSaysWhyAndStartsAgain() throws SQLException {
        var id = running(owner, false);
        age(id, DUE);

        look();

        var stopped = await(owner, id, "stopped");
        assertEquals(REASON, stopped.getString("statusReason"));
        assertFalse(driver.runs(id));
        assertEquals(
                "desktop.stop system name=a why=" + REASON,
                text("SELECT action || ' ' || actor || ' ' || detail FROM desktops.audit WHERE target = '" + id
                        + "' ORDER BY sequence DESC LIMIT 1"));
        assertEquals(
                "stopping,stopped",
                text("SELECT string_agg(payload::json ->> 'status', ',' ORDER BY sequence) FROM desktops.event"
                        + " WHERE desktop_id = '" + id + "' AND type = 'desktop.status'"
                        + " AND payload::json ->> 'statusReason' = '" + REASON + "'"));

        asSession(owner).post("/v1/desktops/" + id + "/start").then().statusCode(200);
        assertNull(await(owner, id, "running").getString("statusReason"));
        look();
        asSession(owner).get("/v1/desktops/" + id).then().body("status", equalTo("running"));
        asSession(owner).post("/v1/desktops/" + id + "/stop").then().statusCode(200);
        assertNull(await(owner, id, "stopped").getString("statusReason"));
    }

    @Test
    void itSaysWhyAlsoIfTheEngineWasAwayMeanwhile() throws SQLException {
        var id = running(owner, false);
        age(id, DUE);
        driver.away(true);

        look();
        until(
                () -> "The container engine does not answer"
                        .equals(asSession(owner).get("/v1/desktops/" + id).path("statusReason")),
                "what stands in the way");
        driver.away(false);

        assertEquals(REASON, await(owner, id, "stopped").getString("statusReason"));
    }

    @Test
    void oneOrganisationsUseIsNotAnothers() throws SQLException {
        var unused = running(owner, false);
        var used = running(stranger, false);
        age(unused, DUE);
        age(used, DUE);
        act(used, stranger);
        assertEquals(404, act(unused, stranger));

        look();

        await(owner, unused, "stopped");
        asSession(stranger).get("/v1/desktops/" + used).then().body("status", equalTo("running"));
    }

    @Test
    void whatIsToBeKeptAliveIsNotStopped() throws SQLException {
        var id = running(owner, true);
        age(id, Duration.ofDays(9));

        look();

        asSession(owner).get("/v1/desktops/" + id).then().body("status", equalTo("running"));
    }

    @Test
    void aMomentEarlierItIsNotStopped() throws SQLException {
        var id = running(owner, false);
        age(id, DUE.minusSeconds(5));

        look();

        asSession(owner).get("/v1/desktops/" + id).then().body("status", equalTo("running"));
    }

    @Test
    void theTimeBeginsWithTheStart() throws SQLException {
        var id = running(owner, false);
        execute("UPDATE desktops.desktop SET last_active_at = now() - interval '9 days' WHERE id = '" + id + "'");

        look();

        asSession(owner).get("/v1/desktops/" + id).then().body("status", equalTo("running"));
    }

    @Test
    void whoeverTouchesADesktopKeepsItRunningAndWritesOnceInAWhile() throws SQLException {
        var id = running(owner, false);
        age(id, DUE);

        activity.touch(id);
        until(() -> lastActive(id, "> now() - interval '5 seconds'"), "use is noted");
        var noted = text("SELECT last_active_at::text FROM desktops.desktop WHERE id = '" + id + "'");
        for (int i = 0; i < 1000; i++) {
            activity.touch(id);
        }
        look();

        assertEquals("running", asSession(owner).get("/v1/desktops/" + id).path("status"));
        assertEquals(noted, text("SELECT last_active_at::text FROM desktops.desktop WHERE id = '" + id + "'"));
    }

    @Test
    void whoeverComesWhenItIsBeingStoppedFindsThatItIsNotReady() throws Exception {
        var id = running(owner, false);
        age(id, DUE);
        try (var other = PostgresResource.superuser();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            execute(other, "SELECT 1 FROM desktops.desktop WHERE id = '" + id + "' FOR UPDATE");
            var use = threads.submit(() -> target(id));
            until(() -> waiting("%greatest(last_active_at%"), "the use waits for the row");
            execute(
                    other,
                    "UPDATE desktops.desktop SET status = 'STOPPING', wish = 'STOPPED', revision = revision + 1,"
                            + " host = NULL, due_at = now() WHERE id = '" + id + "'");
            other.commit();

            var refusal = assertThrows(ApiException.class, () -> outcome(use));

            assertEquals("DESKTOP_NOT_READY", refusal.code());
            await(owner, id, "stopped");
        }
    }

    @Test
    void whoeverComesBeforeItIsStoppedKeepsItRunning() throws Exception {
        var id = running(owner, false);
        age(id, DUE);
        try (var other = PostgresResource.superuser();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            execute(other, "UPDATE desktops.desktop SET last_active_at = now() WHERE id = '" + id + "'");
            var look = threads.submit(() -> {
                look();
                return null;
            });
            until(() -> waiting("%for %update%"), "the stop waits for the row");
            other.commit();
            outcome(look);
        }

        asSession(owner).get("/v1/desktops/" + id).then().body("status", equalTo("running"));
        assertDoesNotThrow(() -> target(id));
    }

    @ParameterizedTest
    @CsvSource({"60,1 minute", "90,90 seconds", "1800,30 minutes", "3600,1 hour", "5400,90 minutes", "7200,2 hours"})
    void timesAreToldAsPeopleSayThem(long seconds, String words) {
        assertEquals(words, IdleStop.inWords(Duration.ofSeconds(seconds)));
    }

    private static String running(Principal principal, boolean keepAlive) {
        var id = create(principal, "{\"name\":\"a\",\"keepAlive\":" + keepAlive + "}");
        await(principal, id, "running");
        return id;
    }

    /** Nothing real is behind it, so the command does not come far: 503. */
    private static int act(String id, Principal principal) {
        return asSession(principal)
                .body("{\"command\":\"true\"}")
                .post("/v1/desktops/" + id + "/exec")
                .statusCode();
    }

    private void look() {
        assertDoesNotThrow(() -> VertxContextSupport.subscribeAndAwait(idleStop::look));
    }

    private Object target(String id) {
        return call(() -> {
            try {
                return VertxContextSupport.subscribeAndAwait(() -> desktops.target(id, owner));
            } catch (Exception failure) {
                throw failure;
            } catch (Throwable failure) {
                throw new AssertionError(failure);
            }
        });
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static void outcome(Future<?> work) throws Exception {
        try {
            work.get();
        } catch (java.util.concurrent.ExecutionException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
    }

    /** It was started, and last used, so long ago. */
    private static void age(String id, Duration by) throws SQLException {
        execute("UPDATE desktops.desktop SET started_at = now() - interval '" + by.toSeconds() + " seconds',"
                + " last_active_at = now() - interval '" + by.toSeconds() + " seconds' WHERE id = '" + id + "'");
    }

    private static boolean lastActive(String id, String condition) {
        return call(
                () -> text("SELECT id FROM desktops.desktop WHERE id = '" + id + "' AND last_active_at " + condition)
                        != null);
    }

    private static boolean waiting(String query) {
        return call(() -> text("SELECT 'waits' FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE '"
                        + query + "'"))
                != null;
    }

    private static String text(String sql) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.superuser()) {
            execute(connection, sql);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
