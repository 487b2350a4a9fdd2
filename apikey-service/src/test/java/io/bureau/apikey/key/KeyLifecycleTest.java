package io.bureau.apikey.key;

import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.bureau.apikey.Bureau.verify;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.bureau.apikey.Bureau;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Bureau.Stores
class KeyLifecycleTest {

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @Test
    void aKeyIsMadeUsedRevokedAndRefused() {
        var owner = Principals.owner();
        var created = asSession(owner)
                .body("{\"name\":\" build \",\"capabilities\":[\"desktop:read\",\"desktop:control\"]}")
                .post("/api/keys")
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("key", matchesPattern("^sk_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$"))
                .body("name", is("build"))
                .body("preview", matchesPattern("^sk_live_[0-9A-Za-z]{8}…[0-9A-Za-z]{4}$"))
                .body("capabilities", contains("desktop:control", "desktop:read"))
                .body("status", is("active"))
                .body("createdBy.id", is(owner.user()))
                .body("createdAt", notNullValue())
                .body("expiresAt", nullValue())
                .body("lastUsedAt", nullValue())
                .body("revokedAt", nullValue())
                .extract();
        String key = created.path("key");
        String id = created.path("id");
        verify(key).statusCode(200).body("outcome", is("valid")).body("principal", notNullValue());

        asSession(owner)
                .delete("/api/keys/" + id)
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("revokedAt", notNullValue())
                .body("replicas", greaterThanOrEqualTo(1))
                .body("confirmedInMs", greaterThanOrEqualTo(0));

        verify(key).statusCode(200).body("outcome", is("invalid")).body("principal", nullValue());
        asSession(owner)
                .get("/api/keys")
                .then()
                .statusCode(200)
                .body("id", contains(id))
                .body("status", contains("revoked"))
                .body("revokedAt[0]", notNullValue())
                .body("key", contains(nullValue()));
    }

    @Test
    void revokingAgainIsHarmlessAndGivesTheSameTimeAndAReceipt() {
        var owner = Principals.owner();
        var id = createKey(owner).id();
        String revokedAt = asSession(owner)
                .delete("/api/keys/" + id)
                .then()
                .statusCode(200)
                .extract()
                .path("revokedAt");

        asSession(owner)
                .delete("/api/keys/" + id)
                .then()
                .statusCode(200)
                .body("revokedAt", is(revokedAt))
                .body("replicas", greaterThanOrEqualTo(1));
    }
}
