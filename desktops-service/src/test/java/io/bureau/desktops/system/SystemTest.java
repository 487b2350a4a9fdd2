package io.bureau.desktops.system;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class SystemTest {

    /** Finds out anew each time. */
    @Inject
    ScriptedDriver driver;

    @BeforeEach
    void reset() {
        Bureau.reset();
        driver.reset();
    }

    @Test
    void whoeverMayReadDesktopsIsToldWhatIsInForceAndWhatIsNot() {
        asKey(Principals.key("desktop:read"))
                .get("/v1/system")
                .then()
                .statusCode(200)
                .body("driver", equalTo("container"))
                .body("engine.name", equalTo("Scripted"))
                .body("engine.version", equalTo("1.2"))
                .body("tiers.pro.memoryMegabytes", equalTo(8192))
                .body("isolation.name", contains("memory", "disk", "network"))
                .body("isolation.enforced", contains(true, false, "unknown"))
                .body("isolation[1].detail", equalTo("it is not"))
                .body("checkedAt", notNullValue());
        asSession(Principals.owner()).get("/v1/system").then().statusCode(200);
    }

    @Test
    void othersAreNot() {
        asKey(Principals.key("desktop:control"))
                .get("/v1/system")
                .then()
                .statusCode(403)
                .body("required", equalTo("desktop:read"));
        given().get("/v1/system").then().statusCode(401);
    }

    @Test
    void withoutAnEngineIts503() {
        driver.away(true);

        asKey(Principals.key("desktop:read"))
                .get("/v1/system")
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("5"))
                .body("error.code", equalTo("ENGINE_UNAVAILABLE"));
    }
}
