package io.bureau.desktops.ssh;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.awaitGone;
import static io.bureau.desktops.Bureau.create;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.desktops.desktop.LiveDesktops;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import org.apache.sshd.common.kex.KexProposalOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class RealConnectionTest {

    @Inject
    LiveDesktops desktops;

    @Inject
    DesktopConnections connections;

    @BeforeEach
    void reset() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        Bureau.reset();
    }

    /** The one that MINA would rather have takes twenty times as long, which is most of what an adopted desktop takes. */
    @Test
    void keysAreExchangedTheQuickWay() throws Throwable {
        var owner = Principals.owner();
        var id = create(owner, "{\"name\":\"a\",\"tier\":\"free\"}");
        await(owner, id, "running");

        var session = VertxContextSupport.subscribeAndAwait(
                () -> desktops.target(id, owner).chain(connections::session));

        assertEquals("curve25519-sha256", session.getNegotiatedKexParameter(KexProposalOption.ALGORITHMS));
        asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);
        awaitGone(owner, id);
    }
}
