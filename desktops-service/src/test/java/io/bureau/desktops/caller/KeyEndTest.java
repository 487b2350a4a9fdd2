package io.bureau.desktops.caller;

import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.bureau.desktops.Bureau.with;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.bureau.testkit.SettableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that end by themselves: they expire, or their overlap with a successor is over. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class KeyEndTest {

    @Inject
    SettableClock clock;

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @AfterEach
    void putTheClockBack() {
        clock.reset();
    }

    @Test
    void s15_aKeyThatIsRememberedIsAskedForAgainFromItsEndOn() {
        var end = Instant.now().plusSeconds(20).truncatedTo(ChronoUnit.MILLIS);
        var key = ApiKey.generate();
        Peers.knowKey(key.reveal(), principalThatEndsAt(end));
        with(key).get("/v1/desktops").then().statusCode(200);
        Peers.forget(key.reveal());

        clock.set(end.minusSeconds(5));
        with(key).get("/v1/desktops").then().statusCode(200);
        assertEquals(1, verifications());

        clock.set(end);
        with(key).get("/v1/desktops").then().statusCode(401);
    }

    private static int verifications() {
        return Peers.server()
                .findAll(postRequestedFor(urlEqualTo("/internal/keys/verify")))
                .size();
    }

    private static Principal principalThatEndsAt(Instant end) {
        var key = Principals.key("desktop:read");
        var credential = new Principal.Credential(Principal.Kind.KEY, Ids.next("key"), "ending", end);
        return new Principal(credential, key.organisation(), key.user(), key.role(), key.capabilities(), key.limit());
    }
}
