package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many desktops an organisation may have, and what they can be made from. */
@QuarkusTest
@TestProfile(Limited.class)
@Bureau.Stores
class QuotaTest {

    @Inject
    ScriptedDriver driver;

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Bureau.reset();
        driver.reset();
    }

    @Test
    void oneTooManyIs409ThatNamesTheLimitAndTheUse() {
        for (int i = 0; i < 4; i++) {
            made("{\"name\":\"n\",\"start\":false}");
        }

        refused(
                "{\"name\":\"n\",\"start\":false}",
                "The organisation may have 4 desktops and has 4; destroy one first");
    }

    @Test
    void oneTooManyOfATierIs409() {
        made("{\"name\":\"n\",\"tier\":\"max\",\"start\":false}");

        refused(
                "{\"name\":\"n\",\"tier\":\"max\",\"start\":false}",
                "The organisation may have 1 desktops of tier max and has 1; destroy one first");
        made("{\"name\":\"n\",\"tier\":\"pro\",\"start\":false}");
    }

    @Test
    void oneTooManyToRunIs409AndCanBeMadeWithoutStartingIt() {
        made("{\"name\":\"n\"}");
        made("{\"name\":\"n\"}");

        refused("{\"name\":\"n\"}", "The organisation may run 2 desktops at a time and runs 2; stop one first");
        made("{\"name\":\"n\",\"start\":false}");
    }

    @Test
    void oneTooManyOfATierToRunIs409() {
        made("{\"name\":\"n\",\"tier\":\"free\"}");

        refused(
                "{\"name\":\"n\",\"tier\":\"free\"}",
                "The organisation may run 1 desktops of tier free at a time and runs 1; stop one first");
    }

    @Test
    void startingOneTooManyIs409UntilAnotherIsStopped() {
        var first = create(owner, "{\"name\":\"n\"}");
        made("{\"name\":\"n\"}");
        var third = create(owner, "{\"name\":\"n\",\"start\":false}");
        await(owner, first, "running");
        await(owner, third, "stopped");

        ask(third, "start").then().statusCode(409).body("error.code", is("QUOTA_EXCEEDED"));
        ask(first, "start").then().statusCode(200);
        ask(first, "restart").then().statusCode(200);
        ask(first, "stop").then().statusCode(200);
        ask(third, "start").then().statusCode(200);
    }

    @Test
    void whatIsDestroyedCountsNoMore() {
        var only = create(owner, "{\"name\":\"n\",\"tier\":\"max\",\"start\":false}");
        asSession(owner).delete("/v1/desktops/" + only).then().statusCode(204);

        made("{\"name\":\"n\",\"tier\":\"max\",\"start\":false}");
    }

    @Test
    void everyOrganisationHasAQuotaOfItsOwn() {
        made("{\"name\":\"n\",\"tier\":\"max\",\"start\":false}");

        create(Principals.owner(), "{\"name\":\"n\",\"tier\":\"max\",\"start\":false}");
    }

    @Test
    void twentyAtTheSameMomentAreNotOneMoreThanTheQuota() throws Exception {
        var calls = new ArrayList<Callable<Response>>();
        for (int i = 0; i < 20; i++) {
            calls.add(() ->
                    asSession(owner).body("{\"name\":\"n\",\"start\":false}").post("/v1/desktops"));
        }
        var statuses = new ArrayList<Integer>();
        try (var pool = Executors.newFixedThreadPool(20)) {
            for (var answer : pool.invokeAll(calls)) {
                statuses.add(answer.get().statusCode());
            }
        }

        assertEquals(4, statuses.stream().filter(status -> status == 201).count(), statuses.toString());
        assertEquals(16, statuses.stream().filter(status -> status == 409).count(), statuses.toString());
    }

    @Test
    void theImagesAreListedTheDefaultFirst() {
        asKey(Principals.key(owner.organisation(), "desktop:read"))
                .get("/v1/images")
                .then()
                .statusCode(200)
                .body("name", is(List.of("default", "bare", "office")))
                .body("[0].reference", is("localhost/bureau-desktop:latest"))
                .body("[2].reference", is("registry.example/office:2"))
                .body("[2].description", is("With an office suite"));
    }

    @Test
    void aDesktopIsMadeFromTheImageThatWasChosen() {
        var id = create(owner, "{\"name\":\"n\",\"image\":\"office\"}");
        await(owner, id, "running");

        assertEquals(
                "registry.example/office:2", driver.specOf(id).orElseThrow().image());
    }

    @Test
    void theImagesAreForThoseWhoMayReadDesktops() {
        asKey(Principals.key(owner.organisation(), "desktop:chat"))
                .get("/v1/images")
                .then()
                .statusCode(403)
                .body("required", is("desktop:read"));
        given().get("/v1/images").then().statusCode(401).header("WWW-Authenticate", equalTo("Bearer"));
    }

    private void made(String body) {
        asSession(owner).body(body).post("/v1/desktops").then().statusCode(201);
    }

    private void refused(String body, String message) {
        asSession(owner)
                .body(body)
                .post("/v1/desktops")
                .then()
                .statusCode(409)
                .body("error.code", is("QUOTA_EXCEEDED"))
                .body("error.message", is(message));
    }

    private Response ask(String id, String verb) {
        return asSession(owner).post("/v1/desktops/" + id + "/" + verb);
    }
}
