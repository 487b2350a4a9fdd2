package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.desktops.ssh.SshTarget;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class LiveDesktopsTest {

    @Inject
    ScriptedDriver driver;

    @Inject
    LiveDesktops desktops;

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Bureau.reset();
        driver.reset();
    }

    @Test
    void aRunningDesktopCanBeReached() throws Throwable {
        var id = create(owner, "{\"name\":\"a\"}");
        await(owner, id, "running");

        var target = target(id, owner);

        assertEquals(id, target.desktopId());
        assertEquals(driver.portOf(id), target.port());
        assertEquals(
                driver.specOf(id).orElseThrow().authorizedKey(), PublicKeyEntry.toString(target.clientPublicKey()));
    }

    @Test
    void aDesktopThatDoesNotRunIsNotReady() {
        var id = create(owner, "{\"name\":\"a\",\"start\":false}");
        await(owner, id, "stopped");

        var refusal = assertThrows(ApiException.class, () -> target(id, owner));

        assertEquals(503, refusal.status());
        assertEquals("DESKTOP_NOT_READY", refusal.code());
    }

    @Test
    void anotherOrganisationsDesktopIsAsIfItDidNotExist() {
        var id = create(owner, "{\"name\":\"a\"}");
        await(owner, id, "running");

        var theirs = assertThrows(ApiException.class, () -> target(id, Principals.owner()));
        var nothing = assertThrows(ApiException.class, () -> target(Ids.next("dsk"), owner));

        assertEquals(404, theirs.status());
        assertEquals(nothing.getMessage(), theirs.getMessage());
    }

    private SshTarget target(String id, Principal principal) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> desktops.target(id, principal));
    }
}
