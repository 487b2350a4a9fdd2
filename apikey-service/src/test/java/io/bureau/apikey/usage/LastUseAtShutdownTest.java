package io.bureau.apikey.usage;

import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.notNullValue;

import io.bureau.apikey.Bureau;
import io.bureau.kit.principal.KeyUse;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Bureau.Stores
class LastUseAtShutdownTest {

    @Inject
    StoredKeyUses uses;

    @Test
    void whatIsGatheredWhenTheServiceStopsIsStored() {
        Peers.reset();
        var owner = Principals.owner();
        var key = createKey(owner);

        uses.record(new KeyUse(key.id(), Instant.now(), "203.0.113.9", null, 200));
        uses.stop(new ShutdownEvent());

        asSession(owner)
                .get("/api/keys")
                .then()
                .statusCode(200)
                .body("lastUsedAt[0]", notNullValue())
                .body("lastUsedIp", contains("203.0.113.9"));
    }
}
