package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.awaitGone;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Desktops from creation to destruction, as the reconciler brings them there. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class DesktopLifeTest {

    @Inject
    ScriptedDriver driver;

    @Inject
    ScriptedAgent agent;

    @Inject
    Claims claims;

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Bureau.reset();
        driver.reset();
        agent.beSilent(0);
    }

    @Test
    void aDesktopRunsStopsStartsAndIsDestroyed() {
        var id = create(owner, "{\"name\":\"a\"}");
        var running = await(owner, id, "running");
        assertTrue(running.getBoolean("agentReady"));
        assertNotNull(running.getString("ipAddress"));
        assertNotNull(running.getString("startedAt"));
        assertNull(running.getString("statusReason"));
        assertTrue(driver.runs(id));

        asSession(owner).post("/v1/desktops/" + id + "/stop").then().statusCode(200);
        var stopped = await(owner, id, "stopped");
        assertFalse(stopped.getBoolean("agentReady"));
        assertNull(stopped.getString("ipAddress"));
        assertFalse(driver.runs(id));
        assertTrue(driver.exists(id));

        asSession(owner).post("/v1/desktops/" + id + "/start").then().statusCode(200);
        await(owner, id, "running");

        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        awaitGone(owner, id);
        assertFalse(driver.exists(id));
        asSession(owner).get("/v1/desktops").then().statusCode(200).body("id", empty());
    }

    @Test
    void aDesktopThatIsNotToStartIsMadeAndStopped() {
        var id = create(owner, "{\"name\":\"a\",\"start\":false}");

        await(owner, id, "stopped");

        assertTrue(driver.exists(id));
        assertFalse(driver.runs(id));
    }

    @Test
    void itIsRunningOnlyOnceItAnswers() {
        agent.beSilent(10);
        var id = create(owner, "{\"name\":\"a\"}");

        until(() -> driver.runs(id), "machine runs");
        asSession(owner)
                .get("/v1/desktops/" + id)
                .then()
                .body("status", is("booting"))
                .body("agentReady", is(false));

        assertTrue(await(owner, id, "running").getBoolean("agentReady"));
    }

    @Test
    void aDesktopThatNeverAnswersFailsAndSaysWhy() {
        agent.beSilent(Integer.MAX_VALUE);
        var id = create(owner, "{\"name\":\"a\"}");

        var failed = await(owner, id, "error");

        assertEquals("The desktop did not answer within 5 s", failed.getString("statusReason"));
    }

    @Test
    void aDesktopThatEndsWhileItBootsFails() {
        agent.beSilent(Integer.MAX_VALUE);
        var id = create(owner, "{\"name\":\"a\"}");
        until(() -> driver.runs(id), "machine runs");

        driver.crash(id);

        assertEquals(
                "The desktop stopped while it was starting",
                await(owner, id, "error").getString("statusReason"));
    }

    @Test
    void aMachineThatCannotBeHadSaysWhyAndCanBeTriedAgain() {
        driver.refuse("The image localhost/bureau-desktop:latest is missing");
        var id = create(owner, "{\"name\":\"a\"}");
        assertEquals(
                "The image localhost/bureau-desktop:latest is missing",
                await(owner, id, "error").getString("statusReason"));

        driver.refuse(null);
        asSession(owner).post("/v1/desktops/" + id + "/start").then().statusCode(200);

        assertNull(await(owner, id, "running").getString("statusReason"));
    }

    @Test
    void aBootingDesktopIsStoppedAndDestroyedAtOnce() {
        agent.beSilent(Integer.MAX_VALUE);
        var id = create(owner, "{\"name\":\"a\"}");
        until(() -> driver.runs(id), "machine runs");

        asSession(owner).post("/v1/desktops/" + id + "/stop").then().statusCode(200);
        await(owner, id, "stopped");
        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);

        awaitGone(owner, id);
        assertFalse(driver.exists(id));
    }

    @Test
    void aRestartGivesANewMachineRun() {
        var id = create(owner, "{\"name\":\"a\"}");
        var before = await(owner, id, "running");

        asSession(owner)
                .post("/v1/desktops/" + id + "/restart")
                .then()
                .statusCode(200)
                .body("status", is("stopping"));

        var after = await(owner, id, "running");
        assertNotEquals(before.getString("startedAt"), after.getString("startedAt"));
    }

    @Test
    void whatBrokeIsStartedAgainIfItIsToBeKeptAlive() {
        var id = create(owner, "{\"name\":\"a\"}");
        var before = await(owner, id, "running").getString("startedAt");

        driver.crash(id);

        until(() -> driver.runs(id), "machine runs again");
        assertNotEquals(before, await(owner, id, "running").getString("startedAt"));
    }

    @Test
    void whatBrokeIsStoppedOtherwise() {
        var id = create(owner, "{\"name\":\"a\",\"keepAlive\":false}");
        await(owner, id, "running");

        driver.crash(id);

        assertEquals(
                "The desktop stopped by itself", await(owner, id, "stopped").getString("statusReason"));
    }

    @Test
    void aRunningDesktopThatAnswersNoMoreIsNotReadyUntilItDoesAgain() {
        var id = create(owner, "{\"name\":\"a\"}");
        await(owner, id, "running");

        agent.beSilent(Integer.MAX_VALUE);

        var silent = await(owner, id, "booting");
        assertFalse(silent.getBoolean("agentReady"));
        assertEquals(
                "The desktop does not answer any more and is being reached for again",
                silent.getString("statusReason"));
        agent.beSilent(0);
        var again = await(owner, id, "running");
        assertTrue(again.getBoolean("agentReady"));
        assertNull(again.getString("statusReason"));
    }

    @Test
    void aRunningDesktopThatNeverAnswersAgainFailsAndSaysWhy() {
        var id = create(owner, "{\"name\":\"a\"}");
        await(owner, id, "running");

        agent.beSilent(Integer.MAX_VALUE);

        assertEquals(
                "The desktop did not answer within 5 s",
                await(owner, id, "error").getString("statusReason"));
    }

    @Test
    void aRunningDesktopMayBeTooBusyToAnswerOnce() {
        var id = create(owner, "{\"name\":\"a\"}");
        var since = await(owner, id, "running").getString("startedAt");

        agent.beSilent(2);

        until(() -> agent.answered() > 0, "answers again");
        assertEquals(since, await(owner, id, "running").getString("startedAt"));
    }

    @Test
    void aMachineThatMovedIsFoundAgain() {
        var id = create(owner, "{\"name\":\"a\",\"keepAlive\":false}");
        var before = await(owner, id, "running").getString("startedAt");

        driver.place(id);

        until(
                () -> !before.equals(asSession(owner).get("/v1/desktops/" + id).path("startedAt")),
                "moved machine answers");
        await(owner, id, "running");
    }

    @Test
    void aMachineThatShouldBeStoppedIsStoppedAgain() {
        var id = create(owner, "{\"name\":\"a\",\"start\":false}");
        await(owner, id, "stopped");

        driver.place(id);

        until(() -> !driver.runs(id), "machine stopped");
        await(owner, id, "stopped");
    }

    @Test
    void orphansAreRemovedAndNothingElse() {
        var id = create(owner, "{\"name\":\"a\"}");
        await(owner, id, "running");

        driver.place("dsk_nobody");

        until(() -> !driver.exists("dsk_nobody"), "orphan removed");
        assertTrue(driver.runs(id));
    }

    @Test
    void sparesAreRemovedWhereNoneAreWanted() throws SQLException {
        var id = create(owner, "{\"name\":\"a\"}");
        await(owner, id, "running");

        execute("UPDATE desktops.desktop SET organisation_id = '' WHERE id = '" + id + "'");

        until(() -> !driver.exists(id), "its machine removed");
    }

    @Test
    void whileTheEngineIsAwayWorkWaitsAndThenGoesOn() {
        var id = create(owner, "{\"name\":\"a\"}");
        await(owner, id, "running");
        driver.away(true);
        asSession(owner).post("/v1/desktops/" + id + "/stop").then().statusCode(200);
        until(
                () -> "The container engine does not answer"
                        .equals(asSession(owner).get("/v1/desktops/" + id).path("statusReason")),
                "reason is told");

        driver.away(false);

        assertNull(await(owner, id, "stopped").getString("statusReason"));
    }

    @Test
    void aCallThatNeverAnswersIsGivenUpAndTriedAgain() {
        driver.hang(true);
        var id = create(owner, "{\"name\":\"a\"}");
        until(() -> driver.runs(id), "machine runs");

        driver.hang(false);

        await(owner, id, "running");
    }

    @Test
    void s54_whatAReplicaBeganBeforeItDiedIsFinishedByAnotherOnceItsLeaseHasRunOut() throws SQLException {
        var id = create(owner, "{\"name\":\"a\",\"start\":false}");
        await(owner, id, "stopped");
        driver.place(id);

        execute("UPDATE desktops.desktop SET status = 'BOOTING', wish = 'RUNNING', revision = revision + 1,"
                + " status_since = now(), due_at = now(), lease = 'lse_dead',"
                + " leased_until = now() + interval '2 seconds' WHERE id = '" + id + "'");

        var running = await(owner, id, "running");
        var leasedUntil = Instant.parse(running.getString("startedAt"));
        assertTrue(Duration.between(created(running), leasedUntil).compareTo(Duration.ofSeconds(2)) >= 0);
        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        awaitGone(owner, id);
        assertFalse(driver.exists(id));
    }

    @Test
    void s54_onlyOneOfManyHasTheClaimAndWhoIsLateChangesNothing() throws Throwable {
        agent.beSilent(Integer.MAX_VALUE);
        var id = create(owner, "{\"name\":\"a\"}");
        var held = new AtomicReference<Claim>();
        until(() -> hold(id, held), "claim");
        var late = held.get();
        assertTrue(claim(id).isEmpty());
        agent.beSilent(0);
        await(owner, id, "running");

        var next = VertxContextSupport.subscribeAndAwait(
                () -> claims.settle(late, new Progress.Became(late.lifecycle().failed("late"))));

        assertTrue(next.isEmpty());
        asSession(owner).get("/v1/desktops/" + id).then().body("status", is("running"));
    }

    private boolean hold(String id, AtomicReference<Claim> held) {
        claim(id).ifPresent(held::set);
        return held.get() != null;
    }

    private Optional<Claim> claim(String id) {
        try {
            return VertxContextSupport.subscribeAndAwait(() -> claims.claim(id));
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static Instant created(JsonPath desktop) {
        return Instant.parse(desktop.getString("createdAt"));
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
