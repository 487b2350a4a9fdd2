package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.awaitGone;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.desktops.driver.DesktopDriver;
import io.bureau.desktops.driver.MachineSpec;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spares that are really there: containers that run before anybody has asked for a desktop. */
@QuarkusTest
@TestProfile(RealSparesTest.One.class)
@Bureau.Stores
class RealSparesTest {

    private static final Logger LOG = Logger.getLogger(RealSparesTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    public static class One extends RealEngine {

        @Override
        public Map<String, String> getConfigOverrides() {
            var all = new HashMap<>(super.getConfigOverrides());
            all.put("bureau.desktops.pool.spares", "default/free=1");
            return Map.copyOf(all);
        }
    }

    @Inject
    DesktopDriver driver;

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        Bureau.reset();
    }

    @Test
    void aSpareIsAdoptedAtOnceStopsStartsAndLeavesNothing() {
        until(() -> ready() != null, "spare");
        var spare = ready();
        var container = found("container", spare);
        var made = millisToRun("{\"name\":\"made\",\"tier\":\"free\",\"width\":1024,\"height\":768}");
        until(() -> spare.equals(ready()), "spare is still there");

        var begun = Instant.now();
        var id = create(owner, "{\"name\":\"adopted\",\"tier\":\"free\"}");
        await(owner, id, "running");
        long adopted = Duration.between(begun, Instant.now()).toMillis();

        LOG.infof("from creation to running, made millis=%d, adopted millis=%d", made, adopted);
        assertEquals(spare, id);
        assertEquals(container, found("container", id));
        assertEquals("Desktop\n", exec(id, "ls"));
        exec(id, "echo kept > kept");

        asSession(owner).post("/v1/desktops/" + id + "/stop").then().statusCode(200);
        await(owner, id, "stopped");
        asSession(owner).post("/v1/desktops/" + id + "/start").then().statusCode(200);
        await(owner, id, "running");
        assertEquals("kept\n", exec(id, "cat kept"));

        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        awaitGone(owner, id);
        for (var kind : List.of("container", "volume", "network")) {
            assertEquals(List.of(), found(kind, id), kind);
        }
        until(() -> ready() != null, "another spare");
    }

    @Test
    void aSpareWhoseContainerIsKilledIsReplaced() {
        until(() -> ready() != null, "spare");
        var spare = ready();

        EngineResource.ask("kill", found("container", spare).getFirst());

        until(() -> ready() != null && !spare.equals(ready()), "another spare");
        until(() -> found("volume", spare).isEmpty(), "its home removed");
    }

    @Test
    void theEngineTellsWhetherAnImageHasChanged(@TempDir Path folder) throws IOException {
        var name = "localhost/bureau-test-" + Ids.next("img").toLowerCase(Locale.ROOT) + ":latest";
        var id = Ids.next("dsk");
        EngineResource.ask("tag", "localhost/bureau-desktop:latest", name);
        call(driver.create(new MachineSpec(id, name, 1, 512, 1, 640, 480, "key", "key")));
        assertFalse(call(driver.isOutdated(id)));

        var other = Files.write(folder.resolve("empty.tar"), new byte[10_240]);
        EngineResource.ask("import", other.toString(), name);
        assertTrue(call(driver.isOutdated(id)));

        EngineResource.ask("rmi", name);
        assertFalse(call(driver.isOutdated(id)));
        call(driver.destroy(id));
        assertFalse(call(driver.isOutdated(id)));
    }

    private long millisToRun(String body) {
        var begun = Instant.now();
        var id = create(owner, body);
        await(owner, id, "running");
        long millis = Duration.between(begun, Instant.now()).toMillis();
        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        awaitGone(owner, id);
        return millis;
    }

    private String exec(String id, String command) {
        return asSession(owner)
                .body(Map.of("command", command))
                .post("/v1/desktops/" + id + "/exec")
                .then()
                .statusCode(200)
                .body("exitCode", is(0))
                .extract()
                .path("stdout");
    }

    /** What belongs to this desktop, by kind. */
    private static List<String> found(String kind, String id) {
        var label = "label=io.bureau.desktop=" + id;
        return kind.equals("container")
                ? EngineResource.ask("ps", "--all", "--quiet", "--filter", label)
                : EngineResource.ask(kind, "ls", "--quiet", "--filter", label);
    }

    /** The id of the spare; {@code null} for none. */
    private static String ready() {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT id FROM desktops.desktop WHERE organisation_id = '' AND status = 'RUNNING'")) {
            return rows.next() ? rows.getString(1) : null;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static <T> T call(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }
}
