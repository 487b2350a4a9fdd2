package io.bureau.desktops.driver.container;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.awaitGone;
import static io.bureau.desktops.Bureau.create;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** What is told of the engine against what a desktop finds of itself. */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class RealIsolationTest {

    private static final Logger LOG = Logger.getLogger(RealIsolationTest.class);

    private final Principal owner = Principals.owner();

    @Test
    void whatIsSaidToBeInForceIsSoFromInside() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        EngineResource.reset();
        var before = system();
        assertEquals("unknown", enforced(before, "capabilities"));
        assertEquals("unknown", enforced(before, "neighbours"));

        var id = create(owner, "{\"name\":\"inside\",\"tier\":\"free\"}");
        await(owner, id, "running");

        var found = system();
        LOG.infof("system %s", found.prettify());
        assertEquals(true, enforced(found, "capabilities"));
        assertEquals("0000000000000000", inside(id, "grep CapBnd /proc/self/status | cut -f 2"));
        assertEquals(true, enforced(found, "noNewPrivileges"));
        assertEquals("1", inside(id, "grep NoNewPrivs /proc/self/status | cut -f 2"));
        assertEquals(inside(id, "grep Seccomp: /proc/self/status | cut -f 2").equals("2"), enforced(found, "seccomp"));
        assertEquals(
                !inside(id, "awk '{print $1 == $2}' /proc/self/uid_map").equals("1"),
                enforced(found, "userNamespaces"));
        assertEquals(true, enforced(found, "memory"));
        assertEquals(
                Long.toString(4096L << 20),
                inside(
                        id,
                        "cat /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes 2>/dev/null | head -1"));
        assertEquals(false, enforced(found, "disk"));
        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        awaitGone(owner, id);
    }

    @Test
    void s41_whatKeepsDesktopsApartIsToldByItsEffect() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        assumeTrue(Firewall.raise(), "root and iptables");
        EngineResource.reset();
        var one = create(owner, "{\"name\":\"one\",\"tier\":\"free\"}");
        await(owner, one, "running");
        var alone = system();
        assertEquals(true, enforced(alone, "machine"));
        assertEquals("unknown", enforced(alone, "neighbours"));

        var other = create(owner, "{\"name\":\"other\",\"tier\":\"free\"}");
        await(owner, other, "running");

        var both = system();
        assertEquals(true, enforced(both, "neighbours"));
        assertEquals("unknown", enforced(both, "metadata"));
        asSession(owner).delete("/v1/desktops/" + one).then().statusCode(204);
        asSession(owner).delete("/v1/desktops/" + other).then().statusCode(204);
        awaitGone(owner, one);
        awaitGone(owner, other);
    }

    private JsonPath system() {
        return asSession(owner)
                .get("/v1/system")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Object enforced(JsonPath system, String name) {
        return system.get("isolation.find { it.name == '" + name + "' }.enforced");
    }

    private String inside(String desktop, String command) {
        return asSession(owner)
                .body(Map.of("command", command))
                .post("/v1/desktops/" + desktop + "/exec")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("stdout")
                .strip();
    }
}
