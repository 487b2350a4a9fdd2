package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.awaitGone;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
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
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Desktops that run before anybody has asked for them, with three of a kind. Nothing is compared or checked but when a test says so. */
@QuarkusTest
@TestProfile(SparesTest.Three.class)
@Bureau.Stores
class SparesTest {

    public static class Three extends ScriptedEngine {

        @Override
        public Map<String, String> getConfigOverrides() {
            var all = new HashMap<>(super.getConfigOverrides());
            all.put("bureau.desktops.pool.spares", "default/free=" + WANTED);
            all.put("bureau.desktops.pool.at-once", "8");
            all.put("bureau.desktops.pool.retry", "1s");
            all.put("bureau.desktops.sweep-interval", "1h");
            all.put("bureau.desktops.reconcile.check-interval", "1h");
            all.put("bureau.desktops.quota.total", Integer.toString(QUOTA));
            return Map.copyOf(all);
        }
    }

    private static final int WANTED = 3;
    private static final int QUOTA = 6;
    private static final String FREE = "{\"name\":\"mine\",\"tier\":\"free\"}";

    @Inject
    ScriptedDriver driver;

    @Inject
    ScriptedAgent agent;

    @Inject
    Sweep sweep;

    @Inject
    SpareKeeper keeper;

    @Inject
    MeterRegistry metrics;

    private final Principal owner = Principals.owner();

    @BeforeEach
    void fill() {
        agent.beSilent(0);
        Bureau.reset();
        driver.reset();
        awaitFull();
    }

    @Test
    void whoeverCreatesADesktopOfTheirKindGetsTheOldestOfThem() {
        var spares = ready();

        var created = asSession(owner)
                .body("{\"name\":\"mine\",\"tier\":\"free\",\"keepAlive\":false}")
                .post("/v1/desktops")
                .then()
                .statusCode(201)
                .body("id", is(spares.getFirst()))
                .body("name", is("mine"))
                .body("status", is("booting"))
                .body("agentReady", is(false))
                .body("keepAlive", is(false))
                .body("createdBy.id", is(owner.user()))
                .body("startedAt", nullValue())
                .body("statusReason", nullValue())
                .extract()
                .jsonPath();
        var running = await(owner, created.getString("id"), "running");

        assertTrue(running.getBoolean("agentReady"));
        assertNotNull(running.getString("ipAddress"));
        assertEquals(created.getString("createdAt"), running.getString("createdAt"));
        assertTrue(running.getString("startedAt").compareTo(running.getString("createdAt")) >= 0);
        assertEquals("mine", running.getString("name"));
    }

    @Test
    void itIsADesktopLikeAnyOtherFromThenOn() {
        var id = create(owner, FREE);
        await(owner, id, "running");

        asSession(owner).post("/v1/desktops/" + id + "/stop").then().statusCode(200);
        await(owner, id, "stopped");
        assertFalse(driver.runs(id));
        asSession(owner).post("/v1/desktops/" + id + "/start").then().statusCode(200);
        await(owner, id, "running");
        asSession(owner).post("/v1/desktops/" + id + "/restart").then().statusCode(200);
        await(owner, id, "running");
        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        awaitGone(owner, id);

        assertFalse(driver.exists(id));
    }

    @Test
    void whatHappensToItIsToldFromItsAdoptionOn() {
        var id = create(owner, FREE);
        await(owner, id, "running");

        assertEquals(
                List.of("booting", "running", "agentReady"),
                texts("SELECT coalesce(payload::json ->> 'status', 'agentReady') FROM desktops.event"
                        + " WHERE desktop_id = '" + id + "' ORDER BY sequence"));
        assertEquals(
                List.of("desktop.create " + owner.user()),
                texts("SELECT action || ' ' || actor FROM desktops.audit WHERE target = '" + id + "'"));
    }

    @Test
    void untilThenItIsNobodysBusiness() {
        var spare = ready().getFirst();

        asSession(owner).get("/v1/desktops").then().statusCode(200).body("id", empty());
        asSession(owner).get("/v1/desktops/" + spare).then().statusCode(404);
        asSession(owner).post("/v1/desktops/" + spare + "/stop").then().statusCode(404);
        asSession(owner).delete("/v1/desktops/" + spare).then().statusCode(404);
        asSession(owner).post("/v1/desktops/" + spare + "/view").then().statusCode(404);
        assertEquals(List.of(), texts("SELECT type FROM desktops.event WHERE organisation_id = ''"));
        assertEquals(List.of(), texts("SELECT action FROM desktops.audit WHERE organisation_id = ''"));
        assertEquals(List.of(), texts("SELECT action FROM desktops.audit WHERE target = '" + spare + "'"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"n\",\"tier\":\"pro\"}",
                "{\"name\":\"n\",\"tier\":\"free\",\"width\":1281}",
                "{\"name\":\"n\",\"tier\":\"free\",\"height\":801}",
                "{\"name\":\"n\",\"tier\":\"free\",\"start\":false}"
            })
    void whoeverWantsSomethingElseGetsOneThatIsMade(String wanted) {
        var spares = ready();

        asSession(owner)
                .body(wanted)
                .post("/v1/desktops")
                .then()
                .statusCode(201)
                .body("status", is("pending"));

        assertEquals(spares, ready());
    }

    @Test
    void manyAtOnceGetOneEachAndTheRestOnesThatAreMade() throws Exception {
        var spares = new HashSet<>(ready());
        var calls = Collections.<Callable<Response>>nCopies(
                QUOTA, () -> asSession(owner).body(FREE).post("/v1/desktops"));
        var ids = new HashSet<String>();
        int adopted = 0;
        try (var threads = Executors.newFixedThreadPool(QUOTA)) {
            for (var answer : threads.invokeAll(calls)) {
                var desktop = answer.get();
                assertEquals(201, desktop.statusCode(), desktop.asString());
                ids.add(desktop.path("id"));
                adopted += desktop.path("status").equals("booting") ? 1 : 0;
            }
        }

        assertEquals(QUOTA, ids.size());
        assertTrue(ids.containsAll(spares), "all that were ready were taken");
        assertTrue(adopted >= WANTED, "adopted " + adopted);
        for (var id : ids) {
            await(owner, id, "running");
        }
    }

    @Test
    void sparesCountForNoQuotaAndWhatTheQuotaRefusesTakesNone() {
        for (int i = 0; i < QUOTA; i++) {
            create(owner, FREE);
        }
        awaitFull();
        var spares = ready();

        asSession(owner)
                .body(FREE)
                .post("/v1/desktops")
                .then()
                .statusCode(409)
                .body("error.code", is("QUOTA_EXCEEDED"));

        assertEquals(spares, ready());
    }

    @Test
    void whatWasTakenIsMadeAnew() {
        var before = ready();
        var id = create(owner, FREE);

        awaitFull();

        var after = ready();
        assertFalse(after.contains(id));
        assertTrue(after.containsAll(before.subList(1, WANTED)));
        until(() -> gauged() == WANTED, "spares are counted");
    }

    @Test
    void s52_theSameRequestUnderTheSameKeyTakesOne() {
        var first = once();
        await(owner, first.path("id"), "running");
        awaitFull();
        var spares = ready();

        var again = once();

        assertEquals(first.asString(), again.asString());
        assertEquals(spares, ready());
        asSession(owner).get("/v1/desktops").then().body("size()", is(1));
    }

    @Test
    void s54_anAdoptionThatIsNotFinishedHasNotHappened() throws SQLException {
        var spares = ready();
        execute("ALTER TABLE desktops.audit RENAME TO audit_away");
        try {
            asSession(owner).body(FREE).post("/v1/desktops").then().statusCode(500);
        } finally {
            execute("ALTER TABLE desktops.audit_away RENAME TO audit");
        }

        assertEquals(spares, ready());
        asSession(owner).get("/v1/desktops").then().body("id", empty());
        assertEquals(spares.getFirst(), create(owner, FREE));
        await(owner, spares.getFirst(), "running");
    }

    @Test
    void s54_whatAReplicaHeldThatDiedCanBeAdopted() throws SQLException {
        execute("UPDATE desktops.desktop SET lease = 'lse_dead', leased_until = now() + interval '1 hour'");
        var spares = ready();

        assertEquals(spares.getFirst(), create(owner, FREE));

        await(owner, spares.getFirst(), "running");
    }

    @Test
    void s54_aSpareThatAReplicaBeganBeforeItDiedIsFinishedByAnother() throws SQLException {
        var spare = ready().getFirst();
        execute("UPDATE desktops.desktop SET status = 'BOOTING', revision = revision + 1, host = NULL,"
                + " status_since = now(), due_at = now(), lease = 'lse_dead',"
                + " leased_until = now() + interval '1 second' WHERE id = '" + spare + "'");

        awaitFull();

        assertTrue(ready().contains(spare));
    }

    @Test
    void whatHasDiedIsReplaced() {
        var spare = ready().getFirst();
        driver.crash(spare);

        run(sweep::compare);

        awaitGoneAndFull(spare);
    }

    @Test
    void whatDoesNotAnswerAnyMoreIsReplaced() throws SQLException {
        var spare = ready().getFirst();
        agent.beSilent(3);
        execute("UPDATE desktops.desktop SET due_at = now() WHERE id = '" + spare + "'");

        awaitGoneAndFull(spare);
    }

    @Test
    void whatHadDiedWhenItWasAdoptedIsStartedAsAnyOther() {
        var spare = ready().getFirst();
        driver.crash(spare);
        agent.missOnce(spare);

        assertEquals(spare, create(owner, FREE));

        assertNull(await(owner, spare, "running").getString("statusReason"));
        assertTrue(driver.runs(spare));
    }

    @Test
    void whatEndsAfterThatHasFailedAsAnyOther() {
        var spare = ready().getFirst();
        var id = create(owner, FREE);
        assertEquals(spare, id);
        await(owner, id, "running");
        agent.beSilent(Integer.MAX_VALUE);

        asSession(owner).post("/v1/desktops/" + id + "/restart").then().statusCode(200);
        until(
                () -> "booting"
                                .equals(asSession(owner)
                                        .get("/v1/desktops/" + id)
                                        .path("status"))
                        && driver.runs(id),
                "boots");
        driver.crash(id);

        assertEquals(
                "The desktop stopped while it was starting",
                await(owner, id, "error").getString("statusReason"));
    }

    @Test
    void whatIsMadeOfSomethingElseIsNotAdoptedButReplaced() throws SQLException {
        var spare = ready().getFirst();
        execute("UPDATE desktops.desktop SET image_reference = 'localhost/bureau-desktop:old' WHERE id = '" + spare
                + "'");

        assertNotEquals(spare, create(owner, FREE));

        awaitGoneAndFull(spare);
    }

    @Test
    void whatIsAdoptedWhileItIsAboutToBeDiscardedIsNot() throws Exception {
        var spare = ready().getFirst();
        var organisation = owner.organisation().id();
        try (var keepers = PostgresResource.superuser();
                var adoption = PostgresResource.superuser();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            execute(keepers, "SELECT pg_advisory_lock(x'72656669'::int, hashtext(''))");
            execute("UPDATE desktops.desktop SET image_reference = 'old' WHERE id = '" + spare + "'");
            adoption.setAutoCommit(false);
            execute(
                    adoption,
                    "UPDATE desktops.desktop SET organisation_id = '" + organisation + "' WHERE id = '" + spare + "'");
            execute(keepers, "SELECT pg_advisory_unlock_all()");
            var refill = threads.submit(() -> run(keeper::refill));
            until(
                    () -> !texts("SELECT 'waits' FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                    + " AND query ILIKE '%for %update%'")
                            .isEmpty(),
                    "the keeper waits for the row");
            adoption.commit();
            refill.get();
        }
        run(keeper::refill);

        asSession(owner).get("/v1/desktops/" + spare).then().statusCode(200).body("status", is("running"));
        assertTrue(driver.runs(spare));
    }

    @Test
    void whatHasAnImageOfBeforeIsReplaced() {
        var spares = ready();
        driver.outdate(spares.getFirst());

        run(keeper::discardOutdated);

        awaitGoneAndFull(spares.getFirst());
        assertTrue(ready().containsAll(spares.subList(1, WANTED)));
    }

    @Test
    void ofTooManyTheYoungestIsRemoved() throws SQLException {
        var id = create(owner, "{\"name\":\"n\",\"tier\":\"free\",\"start\":false}");
        await(owner, id, "stopped");
        asSession(owner).post("/v1/desktops/" + id + "/start").then().statusCode(200);
        await(owner, id, "running");
        var spares = ready();

        execute("UPDATE desktops.desktop SET organisation_id = '' WHERE id = '" + id + "'");

        awaitGoneAndFull(id);
        assertEquals(spares, ready());
    }

    @Test
    void orphansAreRemovedAndNeitherSparesNorWhatWasOne() {
        var id = create(owner, FREE);
        await(owner, id, "running");
        awaitFull();
        driver.place("dsk_nobody");

        run(sweep::compare);

        assertFalse(driver.exists("dsk_nobody"));
        assertTrue(driver.runs(id));
        assertTrue(ready().stream().allMatch(driver::runs));
        await(owner, id, "running");
    }

    @Test
    void whatCannotBeHadIsTriedAgain() {
        driver.refuse("The image is missing");
        create(owner, FREE);
        until(
                () -> !texts("SELECT id FROM desktops.desktop WHERE organisation_id = '' AND status = 'ERROR'")
                        .isEmpty(),
                "fails");

        driver.refuse(null);

        awaitFull();
    }

    @Test
    void withoutAnEngineNoneAreMade() {
        driver.away(true);
        Bureau.reset();

        run(keeper::refill);

        assertEquals(List.of(), texts("SELECT id FROM desktops.desktop WHERE organisation_id = ''"));
        driver.away(false);
        awaitFull();
    }

    private int gauged() {
        return (int) metrics.get("bureau.desktops.spares.ready")
                .tag("tier", "free")
                .gauge()
                .value();
    }

    private Response once() {
        return asSession(owner).header("Idempotency-Key", "one").body(FREE).post("/v1/desktops");
    }

    private void awaitGoneAndFull(String spare) {
        until(() -> !driver.exists(spare), "machine of " + spare + " removed");
        until(
                () -> texts("SELECT id FROM desktops.desktop WHERE id = '" + spare + "'")
                        .isEmpty(),
                spare + " forgotten");
        awaitFull();
    }

    private static void awaitFull() {
        until(() -> ready().size() == WANTED, WANTED + " spares");
    }

    /** The oldest first, as they are taken. */
    private static List<String> ready() {
        return texts("SELECT id FROM desktops.desktop WHERE organisation_id = '' AND status = 'RUNNING'"
                + " ORDER BY created_at, id");
    }

    private static void run(Supplier<Uni<Void>> work) {
        try {
            VertxContextSupport.subscribeAndAwait(work);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static List<String> texts(String sql) {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
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
