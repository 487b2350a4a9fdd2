package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.awaitGone;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Desktops that are really there: containers on a real engine, reached over SSH. */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class RealDesktopTest {

    private static final Logger LOG = Logger.getLogger(RealDesktopTest.class);

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        EngineResource.reset();
    }

    @Test
    void aDesktopBootsBreaksStopsStartsAndLeavesNothing() {
        var begun = Instant.now();
        var id = create(owner, "{\"name\":\"real\",\"tier\":\"free\"}");
        var running = await(owner, id, "running");
        LOG.infof(
                "booted desktop=%s millis=%d",
                id, Duration.between(begun, Instant.now()).toMillis());
        assertTrue(running.getBoolean("agentReady"));
        assertNotNull(running.getString("ipAddress"));
        var container = containersOf(id);
        assertEquals(1, container.size());

        EngineResource.ask("kill", container.getFirst());
        until(() -> !running.getString("startedAt").equals(startedAt(id)), "broken desktop is up again");
        await(owner, id, "running");

        asSession(owner).post("/v1/desktops/" + id + "/stop").then().statusCode(200);
        await(owner, id, "stopped");
        assertEquals(List.of(), EngineResource.ask("ps", "--quiet", "--filter", "label=io.bureau.desktop=" + id));

        asSession(owner).post("/v1/desktops/" + id + "/start").then().statusCode(200);
        await(owner, id, "running");

        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        awaitGone(owner, id);
        assertEquals(List.of(), EngineResource.leftovers("container"));
        assertEquals(List.of(), EngineResource.leftovers("volume"));
        assertEquals(List.of(), EngineResource.leftovers("network"));
    }

    @Test
    void aMachineWhoseDesktopNobodyKnowsIsRemoved() {
        var id = create(owner, "{\"name\":\"orphan\",\"tier\":\"free\",\"start\":false}");
        await(owner, id, "stopped");
        assertNotEquals(List.of(), containersOf(id));

        Bureau.reset();

        until(() -> EngineResource.leftovers("container").isEmpty(), "orphan removed");
        until(() -> EngineResource.leftovers("volume").isEmpty(), "its home removed");
    }

    @Test
    void aDesktopThatUsesUpItsProcessesTakesNoneFromTheOthers() {
        var greedy = create(owner, "{\"name\":\"greedy\",\"tier\":\"free\"}");
        var modest = create(owner, "{\"name\":\"modest\",\"tier\":\"free\"}");
        await(owner, greedy, "running");
        await(owner, modest, "running");

        int taken = processesStarted(greedy, 2 * RealEngine.PROCESSES);

        assertTrue(taken < RealEngine.PROCESSES, "started " + taken);
        assertEquals(RealEngine.PROCESSES / 2, processesStarted(modest, RealEngine.PROCESSES / 2));
        asSession(owner).delete("/v1/desktops/" + greedy).then().statusCode(204);
        asSession(owner).delete("/v1/desktops/" + modest).then().statusCode(204);
        awaitGone(owner, greedy);
        awaitGone(owner, modest);
    }

    /** How many of {@code wanted} processes that go on for a while the desktop lets be started. */
    private static int processesStarted(String id, int wanted) {
        var program = "import subprocess\nn = 0\ntry:\n  while n < " + wanted
                + ": subprocess.Popen(['sleep', '600']); n += 1\nexcept OSError: pass\nprint(n)";
        return Integer.parseInt(EngineResource.ask("exec", containersOf(id).getFirst(), "python3", "-c", program)
                .getLast());
    }

    @Test
    void aDesktopWhoseSshServerDiesIsReachedAgain() {
        var id = create(owner, "{\"name\":\"deaf\",\"tier\":\"free\"}");
        var since = await(owner, id, "running").getString("startedAt");
        var container = containersOf(id).getFirst();
        // What would start it again is stopped first, so that it stays away until that goes on.
        EngineResource.ask(
                "exec", container, "sh", "-c", "pkill -STOP -f '^/bin/sh /usr/libexec/bureau/desktop'; pkill sshd");

        var silent = await(owner, id, "booting");
        assertFalse(silent.getBoolean("agentReady"));

        EngineResource.ask("exec", container, "pkill", "-CONT", "-f", "^/bin/sh /usr/libexec/bureau/desktop");
        await(owner, id, "running");
        assertNotEquals(since, startedAt(id));
        assertEquals(List.of(container), containersOf(id));
        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        awaitGone(owner, id);
    }

    private static List<String> containersOf(String id) {
        return EngineResource.ask("ps", "--all", "--quiet", "--filter", "label=io.bureau.desktop=" + id);
    }

    private String startedAt(String id) {
        return asSession(owner).get("/v1/desktops/" + id).path("startedAt");
    }
}
