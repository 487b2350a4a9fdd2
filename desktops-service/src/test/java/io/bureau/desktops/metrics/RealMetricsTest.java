package io.bureau.desktops.metrics;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.awaitGone;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.desktops.events.EventStream;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.RevocationTail;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** What a desktop that is really there uses. */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class RealMetricsTest {

    private static final Logger LOG = Logger.getLogger(RealMetricsTest.class);
    private static final long FILE = 200L << 20;

    @Inject
    RevocationTail tail;

    private final Principal owner = Principals.owner();

    @Test
    void whatADesktopDoesIsSeen() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        Bureau.reset();
        until(tail::holdsLease, "a lease of the revocation stream");
        var id = create(owner, "{\"name\":\"busy\",\"tier\":\"free\"}");
        await(owner, id, "running");
        var key = ApiKey.generate();
        Peers.knowKey(key.reveal(), Principals.key(owner.organisation(), "desktop:read"));

        try (var stream = EventStream.open(key, "?metrics=" + id, null)) {
            until(() -> last(stream).get("diskBytes") != null, "its disk is counted");
            var before = last(stream);
            LOG.infof("idle %s", before.get().toString());
            assertEquals(4096L << 20, before.getLong("memoryLimitBytes"));
            assertTrue(before.getLong("memoryBytes") > 20L << 20, before.prettify());
            assertTrue(before.getLong("memoryBytes") < 1000L << 20, before.prettify());

            run(id, "head -c " + FILE + " /dev/urandom > file; sync; (timeout 60 sh -c 'while :; do :; done' &)");

            long disk = before.getLong("diskBytes") + FILE;
            until(() -> last(stream).getLong("diskBytes") >= disk, "the file is counted");
            // One of two processors, if the machine has nothing else to do.
            until(() -> last(stream).getDouble("cpuPercent") > 20, "the loop is seen");
            var after = last(stream);
            LOG.infof("busy %s", after.get().toString());
            assertTrue(
                    after.getLong("memoryBytes") < before.getLong("memoryBytes") + FILE / 2,
                    "what is only cached counts: " + after.prettify());
        }
        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        awaitGone(owner, id);
    }

    private void run(String id, String command) {
        asSession(owner)
                .body(Map.of("command", command))
                .post("/v1/desktops/" + id + "/exec")
                .then()
                .statusCode(200);
    }

    private static JsonPath last(EventStream stream) {
        var told = stream.data().stream()
                .filter(data -> data.contains("desktop.metrics"))
                .toList();
        return told.isEmpty()
                ? JsonPath.from("{}")
                : JsonPath.from(List.copyOf(told).getLast()).setRootPath("payload");
    }
}
