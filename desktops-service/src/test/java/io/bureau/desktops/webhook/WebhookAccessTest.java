package io.bureau.desktops.webhook;

import static io.bureau.desktops.Bureau.COOKIE;
import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every route of webhooks as every kind of caller. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
@QuarkusTestResource(Receiver.class)
class WebhookAccessTest {

    enum Route {
        LIST("GET", "", 200),
        CREATE("POST", "", 201),
        READ("GET", "/{id}", 200),
        AMEND("PATCH", "/{id}", 200),
        ROTATE("POST", "/{id}/rotate-secret", 200),
        DELIVERIES("GET", "/{id}/deliveries", 200),
        RESEND("POST", "/{id}/deliveries/{delivery}/resend", 200),
        TEST("POST", "/{id}/test", 201),
        DELETE("DELETE", "/{id}", 204);

        final String method;
        final String path;
        final int status;

        Route(String method, String path, int status) {
            this.method = method;
            this.path = path;
            this.status = status;
        }

        Response call(RequestSpecification caller, String id, String delivery) {
            var body =
                    switch (this) {
                        case CREATE -> "{\"url\":\"" + Receiver.http("/access") + "\"}";
                        case AMEND -> "{\"description\":\"changed\"}";
                        case ROTATE -> "{\"overlapSeconds\":0}";
                        default -> "";
                    };
            return caller.body(body)
                    .request(method, "/api/webhooks" + path.replace("{id}", id).replace("{delivery}", delivery));
        }
    }

    private final Principal owner = Principals.owner();
    private Hooks hook;
    private String delivery;

    @BeforeEach
    void webhook() {
        Hooks.execute("DELETE FROM desktops.webhook");
        Bureau.reset();
        hook = Hooks.create(owner, Receiver.http("/access"));
        delivery = hook.test();
    }

    @ParameterizedTest
    @EnumSource
    void anOwnerMay(Route route) {
        var answer = call(route, asSession(owner));
        assertEquals(route.status, answer.statusCode(), answer.asString());
    }

    @ParameterizedTest
    @EnumSource
    void anAdminMay(Route route) {
        var answer = call(route, asSession(colleague("admin")));
        assertEquals(route.status, answer.statusCode(), answer.asString());
    }

    @ParameterizedTest
    @EnumSource
    void aMemberMayNot(Route route) {
        call(route, asSession(colleague("member")))
                .then()
                .statusCode(403)
                .body("error.code", is("FORBIDDEN"))
                .body("error.requestId", notNullValue());
        untouched();
    }

    @ParameterizedTest
    @EnumSource
    void s23_aStrangerFindsNothing(Route route) {
        var answer = call(route, asSession(Principals.owner()));
        switch (route) {
            case LIST -> assertEquals("[]", answer.asString());
            case CREATE -> assertEquals(201, answer.statusCode());
            default -> {
                assertEquals(404, answer.statusCode(), answer.asString());
                assertEquals("NOT_FOUND", answer.path("error.code"));
            }
        }
        untouched();
    }

    @ParameterizedTest
    @EnumSource
    void aKeyMayNot(Route route) {
        call(route, asKey(Principals.key(owner.organisation(), "desktop:read", "desktop:manage")))
                .then()
                .statusCode(403)
                .body("error.code", is("DASHBOARD_ONLY"));
        untouched();
    }

    @ParameterizedTest
    @EnumSource
    void nobodyMay(Route route) {
        call(route, given().contentType(ContentType.JSON))
                .then()
                .statusCode(401)
                .body("error.code", is("UNAUTHORIZED"));
        untouched();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LIST", "READ", "DELIVERIES"})
    void s16_anotherSiteMayNot(Route route) {
        Peers.knowSession("token", owner);
        call(
                        route,
                        given().header("Cookie", COOKIE + "=token")
                                .header("Sec-Fetch-Site", "cross-site")
                                .contentType(ContentType.JSON))
                .then()
                .statusCode(403)
                .body("error.code", is("CSRF_REJECTED"));
        untouched();
    }

    private Response call(Route route, RequestSpecification caller) {
        return route.call(caller, hook.id, delivery);
    }

    private Principal colleague(String role) {
        return Principals.session(owner.organisation(), Ids.next("usr"), role);
    }

    private void untouched() {
        asSession(owner)
                .get("/api/webhooks")
                .then()
                .body("id", is(java.util.List.of(hook.id)))
                .body("[0].description", is(""));
        asSession(owner).get(hook.path() + "/deliveries").then().body("id", is(java.util.List.of(delivery)));
    }
}
