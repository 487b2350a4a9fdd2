package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Capability;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every route of desktops as every kind of caller. The desktop in question was created by the organisation's owner. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class ActorsTest {

    /** The routes, with what they need and what they answer to whoever may. Commands find that nothing real is behind it. */
    enum Route {
        LIST("GET", "", "desktop:read", 200),
        CREATE("POST", "", "desktop:manage", 201),
        READ("GET", "/{id}", "desktop:read", 200),
        AMEND("PATCH", "/{id}", "desktop:manage", 200),
        START("POST", "/{id}/start", "desktop:lifecycle", 200),
        STOP("POST", "/{id}/stop", "desktop:lifecycle", 200),
        RESTART("POST", "/{id}/restart", "desktop:lifecycle", 200),
        DESTROY("DELETE", "/{id}", "desktop:manage", 204),
        EXEC("POST", "/{id}/exec", "desktop:control", 503),
        BASH("POST", "/{id}/bash", "desktop:control", 503),
        CLICK("POST", "/{id}/click", "desktop:control", 503),
        MOVE("POST", "/{id}/move", "desktop:control", 503),
        DRAG("POST", "/{id}/drag", "desktop:control", 503),
        SCROLL("POST", "/{id}/scroll", "desktop:control", 503),
        TYPE("POST", "/{id}/type", "desktop:control", 503),
        KEY("POST", "/{id}/key", "desktop:control", 503),
        CLIPBOARD("GET", "/{id}/clipboard", "desktop:control", 503),
        COPY("PUT", "/{id}/clipboard", "desktop:control", 503),
        SCREENSHOT("GET", "/{id}/screenshot", "desktop:control", 503),
        VIEW("POST", "/{id}/view", "desktop:control", 200),
        TERMINAL("POST", "/{id}/terminal", "desktop:control", 200),
        TAKE("PUT", "/{id}/control", "desktop:control", 200),
        RELEASE("DELETE", "/{id}/control", "desktop:control", 204),
        FILES("GET", "/{id}/files/list", "desktop:control", 503),
        DOWNLOAD("GET", "/{id}/files", "desktop:control", 503),
        UPLOAD("PUT", "/{id}/files", "desktop:control", 503),
        DELETE_FILE("DELETE", "/{id}/files", "desktop:control", 503),
        MAKE_FOLDER("POST", "/{id}/files/folders", "desktop:control", 503),
        MOVE_FILE("POST", "/{id}/files/move", "desktop:control", 503);

        /** What never ends is not waited for here, and has a test of its own. */
        private static final String STREAM = "get /v1/desktops/events";

        final String method;
        final String path;
        final String capability;
        final int status;

        Route(String method, String path, String capability, int status) {
            this.method = method;
            this.path = path;
            this.capability = capability;
            this.status = status;
        }

        Response call(RequestSpecification caller, String id) {
            if (path.endsWith("/files")) {
                caller.queryParam("path", "p");
            }
            return caller.body(body()).request(method, "/v1/desktops" + path.replace("{id}", id));
        }

        private String body() {
            return switch (this) {
                case CREATE, AMEND -> "{\"name\":\"n\"}";
                case EXEC -> "{\"command\":\"true\"}";
                case BASH -> "{\"script\":\"true\"}";
                case CLICK, MOVE -> "{\"x\":1,\"y\":1}";
                case DRAG -> "{\"from\":{\"x\":1,\"y\":1},\"to\":{\"x\":2,\"y\":2}}";
                case SCROLL -> "{\"dy\":1}";
                case TYPE, COPY -> "{\"text\":\"t\"}";
                case VIEW, TERMINAL, TAKE -> "{}";
                case KEY -> "{\"key\":\"Return\"}";
                case MAKE_FOLDER -> "{\"path\":\"p\"}";
                case MOVE_FILE -> "{\"from\":\"p\",\"to\":\"q\"}";
                default -> "";
            };
        }

        /** What only people may, whatever a key holds. */
        boolean isForPeople() {
            return this == TAKE || this == RELEASE;
        }

        String inDocument() {
            return method.toLowerCase(Locale.ROOT) + " /v1/desktops" + path;
        }
    }

    @Inject
    ScriptedDriver driver;

    private static Principal owner;
    private static String desktop;

    /** The same until somebody was allowed to do something with it: making one takes longer than being refused. */
    @BeforeEach
    void desktop() {
        if (desktop == null) {
            Bureau.reset();
            driver.reset();
            owner = Principals.owner();
            desktop = create(owner, "{\"name\":\"1\"}");
            await(owner, desktop, "running");
        }
    }

    @Test
    void noRouteIsForgotten() {
        Map<String, Map<String, Object>> paths = given().get("/v1/openapi.json").path("paths");
        var documented = new TreeSet<String>();
        paths.forEach((path, operations) -> operations.keySet().stream()
                .filter(Set.of("get", "put", "post", "patch", "delete")::contains)
                .filter(_ -> path.startsWith("/v1/desktops"))
                .forEach(method -> documented.add(method + " " + path)));
        documented.remove(Route.STREAM);

        assertEquals(
                java.util.Arrays.stream(Route.values())
                        .map(Route::inDocument)
                        .collect(Collectors.toCollection(TreeSet::new)),
                documented);
    }

    @ParameterizedTest
    @EnumSource
    void anOwnerMay(Route route) {
        allowed(route, asSession(owner));
    }

    @ParameterizedTest
    @EnumSource
    void anAdminMayThoughHeHasNotCreatedIt(Route route) {
        allowed(route, asSession(colleague("admin")));
    }

    @ParameterizedTest
    @EnumSource
    void aMemberMayThoughHeHasNotCreatedIt(Route route) {
        allowed(route, asSession(colleague("member")));
    }

    @ParameterizedTest
    @EnumSource
    void aKeyWithTheCapabilityMay(Route route) {
        var caller = asKey(Principals.key(owner.organisation(), route.capability));
        if (route.isForPeople()) {
            route.call(caller, desktop).then().statusCode(403).body("error.code", equalTo("DASHBOARD_ONLY"));
        } else {
            allowed(route, caller);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyWithEveryOtherCapabilityMayNot(Route route) {
        var others = Capability.all().stream()
                .map(Capability::id)
                .filter(id -> !id.equals(route.capability))
                .toArray(String[]::new);

        route.call(asKey(Principals.key(owner.organisation(), others)), desktop)
                .then()
                .statusCode(403)
                .body("error.code", equalTo("FORBIDDEN"))
                .body("required", equalTo(route.capability));
        untouched();
    }

    @ParameterizedTest
    @EnumSource
    void s23_aStrangersSessionFindsNothing(Route route) {
        foreign(route, asSession(Principals.owner()));
    }

    @ParameterizedTest
    @EnumSource
    void s23_aKeyOfAnotherOrganisationFindsNothing(Route route) {
        var caller = asKey(Principals.key(route.capability));
        if (route.isForPeople()) {
            route.call(caller, desktop).then().statusCode(403);
        } else {
            foreign(route, caller);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nobodyMay(Route route) {
        route.call(given().contentType(ContentType.JSON), desktop)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer"));
        untouched();
    }

    private Principal colleague(String role) {
        return Principals.session(owner.organisation(), Ids.next("usr"), role);
    }

    private void allowed(Route route, RequestSpecification caller) {
        var answer = route.call(caller, desktop);
        var used = desktop;
        if (route != Route.LIST && route != Route.READ) {
            desktop = null;
        }
        assertEquals(route.status, answer.statusCode(), answer.asString());
        switch (route) {
            case LIST -> assertTrue(answer.<java.util.List<String>>path("id").contains(used));
            case EXEC, BASH -> assertEquals("DESKTOP_NOT_READY", answer.path("error.code"));
            default -> {}
        }
    }

    private void foreign(Route route, RequestSpecification caller) {
        var answer = route.call(caller, desktop);
        switch (route) {
            case LIST -> assertEquals("[]", answer.asString());
            case CREATE -> assertEquals(201, answer.statusCode());
            default -> assertEquals(404, answer.statusCode(), answer.asString());
        }
        untouched();
    }

    private void untouched() {
        asSession(owner)
                .get("/v1/desktops/" + desktop)
                .then()
                .statusCode(200)
                .body("status", equalTo("running"))
                .body("name", equalTo("1"));
        asSession(owner).get("/v1/desktops").then().body("size()", equalTo(1));
    }
}
