package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.awaitGone;
import static io.bureau.desktops.Bureau.create;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Principals;
import io.bureau.testkit.RedisResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.Header;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class DesktopAccessTest {

    @Inject
    ScriptedDriver driver;

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Bureau.reset();
        driver.reset();
    }

    @Nested
    class AsOwner {

        @Test
        void seesTheDesktopsNewestFirstInPages() {
            var first = create(owner, "{\"name\":\"1\",\"start\":false}");
            var second = create(owner, "{\"name\":\"2\",\"start\":false}");
            var third = create(owner, "{\"name\":\"3\",\"start\":false}");

            var page = asSession(owner).get("/v1/desktops?limit=2");
            assertEquals(List.of(third, second), page.path("id"));
            var next = page.header("Link").replaceAll("^<(.*)>; rel=\"next\"$", "$1");
            assertTrue(next.startsWith("http://localhost:8080/v1/desktops?"), next);
            var rest = asSession(owner)
                    .urlEncodingEnabled(false)
                    .get("/v1/desktops?" + URI.create(next).getRawQuery());
            assertEquals(List.of(first), rest.path("id"));
            assertEquals(null, rest.header("Link"));
        }

        @Test
        void filtersByStatus() {
            var stopped = create(owner, "{\"name\":\"1\",\"start\":false}");
            var running = create(owner, "{\"name\":\"2\"}");
            await(owner, stopped, "stopped");
            await(owner, running, "running");

            asSession(owner).get("/v1/desktops?status=running").then().body("id", contains(running));
            asSession(owner).get("/v1/desktops?status=stopped").then().body("id", contains(stopped));
            asSession(owner).get("/v1/desktops?status=destroyed").then().body("id", empty());
        }

        @ParameterizedTest
        @CsvSource({"status=up,status", "limit=0,limit", "limit=201,limit", "limit=x,limit", "cursor=x,cursor"})
        void whatIsNoFilterIs400(String query, String field) {
            asSession(owner)
                    .get("/v1/desktops?" + query)
                    .then()
                    .statusCode(400)
                    .body("error.fields[0].field", is(field));
        }

        @Test
        void renamesADesktop() {
            var id = create(owner, "{\"name\":\"1\",\"start\":false}");

            asSession(owner)
                    .body("{\"name\":\"two\"}")
                    .patch("/v1/desktops/" + id)
                    .then()
                    .statusCode(200)
                    .body("name", is("two"))
                    .body("keepAlive", is(true));
            asSession(owner)
                    .body("{\"keepAlive\":false}")
                    .patch("/v1/desktops/" + id)
                    .then()
                    .body("name", is("two"))
                    .body("keepAlive", is(false));
            asSession(owner)
                    .body("{\"tier\":\"max\"}")
                    .patch("/v1/desktops/" + id)
                    .then()
                    .statusCode(400)
                    .body("error.fields[0].field", is("tier"));
        }

        @Test
        void repeatsWhatIsDoneAlreadyWithoutHarm() {
            var id = create(owner, "{\"name\":\"1\"}");
            await(owner, id, "running");
            act(id, "start").then().statusCode(200).body("status", is("running"));

            act(id, "stop").then().statusCode(200);
            await(owner, id, "stopped");
            act(id, "stop").then().statusCode(200).body("status", is("stopped"));
        }

        @Test
        void cannotRestartWhatIsStopped() {
            var id = create(owner, "{\"name\":\"1\",\"start\":false}");
            await(owner, id, "stopped");

            act(id, "restart")
                    .then()
                    .statusCode(409)
                    .body("error.code", is("CONFLICT"))
                    .body("error.status", is("stopped"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"start", "stop", "restart"})
        void cannotMoveWhatIsBeingDestroyed(String verb) {
            var id = create(owner, "{\"name\":\"1\"}");
            await(owner, id, "running");
            driver.away(true);
            asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);

            act(id, verb).then().statusCode(409).body("error.status", is("destroying"));
            asSession(owner).delete("/v1/desktops/" + id).then().statusCode(204);

            driver.away(false);
            awaitGone(owner, id);
            act(id, verb).then().statusCode(404);
        }

        private Response act(String id, String verb) {
            return asSession(owner).post("/v1/desktops/" + id + "/" + verb);
        }
    }

    @Nested
    class WithAKey {

        @ParameterizedTest
        @CsvSource({
            "GET,    '',         desktop:read",
            "POST,   '',         desktop:manage",
            "GET,    '/{id}',    desktop:read",
            "PATCH,  '/{id}',    desktop:manage",
            "DELETE, '/{id}',    desktop:manage",
            "POST,   '/{id}/start',   desktop:lifecycle",
            "POST,   '/{id}/stop',    desktop:lifecycle",
            "POST,   '/{id}/restart', desktop:lifecycle"
        })
        void needsTheCapabilityOfTheRoute(String method, String path, String capability) {
            var id = create(owner, "{\"name\":\"1\"}");
            await(owner, id, "running");
            var others = Set.of("desktop:read", "desktop:lifecycle", "desktop:manage", "desktop:control").stream()
                    .filter(other -> !other.equals(capability))
                    .toArray(String[]::new);
            var url = "/v1/desktops" + path.replace("{id}", id);

            asKey(Principals.key(owner.organisation(), others))
                    .body("{\"name\":\"n\"}")
                    .request(method, url)
                    .then()
                    .statusCode(403)
                    .body("error.code", is("FORBIDDEN"))
                    .body("required", equalTo(capability))
                    .body("$", hasKey("held"));
            var allowed = asKey(Principals.key(owner.organisation(), capability))
                    .body("{\"name\":\"n\"}")
                    .request(method, url);
            assertTrue(allowed.statusCode() < 300, allowed.asString());
        }
    }

    @Nested
    class AsAStranger {

        @Test
        void s23_anotherOrganisationsDesktopIsAsIfItDidNotExist() {
            var id = create(owner, "{\"name\":\"1\"}");
            await(owner, id, "running");
            var stranger = Principals.owner();

            asSession(stranger).get("/v1/desktops").then().body("id", empty());
            List<Function<String, Response>> calls = List.of(
                    path -> asSession(stranger).get(path),
                    path -> asSession(stranger).body("{\"name\":\"n\"}").patch(path),
                    path -> asSession(stranger).delete(path),
                    path -> asSession(stranger).post(path + "/start"),
                    path -> asSession(stranger).post(path + "/stop"),
                    path -> asSession(stranger).post(path + "/restart"));
            for (var call : calls) {
                var theirs = call.apply("/v1/desktops/" + id);
                assertEquals(404, theirs.statusCode());
                assertEquals(shape(call.apply("/v1/desktops/" + Ids.next("dsk"))), shape(theirs));
                assertEquals(shape(call.apply("/v1/desktops/x")), shape(theirs));
            }
            asSession(owner).get("/v1/desktops/" + id).then().body("status", is("running"));
        }

        private static String shape(Response answer) {
            Set<String> headers =
                    answer.headers().asList().stream().map(Header::getName).collect(Collectors.toSet());
            return answer.statusCode() + " " + headers + " "
                    + answer.body().asString().replaceAll("req_[0-9A-Za-z]{22}", "req");
        }
    }

    @Test
    void s44_theAnswersOfTwoTenantsNeverCross() throws Exception {
        var other = Principals.owner();
        var own = create(owner, "{\"name\":\"own\",\"start\":false}");
        var theirs = create(other, "{\"name\":\"theirs\",\"start\":false}");
        var ownKey = asKey(Principals.key(owner.organisation(), "desktop:read"));
        var theirKey = asKey(Principals.key(other.organisation(), "desktop:read"));
        var calls = new ArrayList<Callable<List<String>>>();
        for (int i = 0; i < 500; i++) {
            calls.add(() ->
                    io.restassured.RestAssured.given(ownKey).get("/v1/desktops").path("id"));
            calls.add(() -> io.restassured.RestAssured.given(theirKey)
                    .get("/v1/desktops")
                    .path("id"));
        }

        try (var pool = Executors.newFixedThreadPool(16)) {
            var answers = pool.invokeAll(calls);
            for (int i = 0; i < answers.size(); i++) {
                assertEquals(List.of(i % 2 == 0 ? own : theirs), answers.get(i).get());
            }
        }
    }

    @Test
    void s48_withRedisFrozenEveryAnswerComesWithinASecond() {
        var id = create(owner, "{\"name\":\"1\",\"start\":false}");
        await(owner, id, "stopped");
        RedisResource.freeze();
        try {
            for (int i = 0; i < 5; i++) {
                var begun = Instant.now();
                var status = asSession(owner).get("/v1/desktops/" + id).statusCode();
                var taken = Duration.between(begun, Instant.now());
                assertEquals(200, status);
                assertTrue(taken.compareTo(Duration.ofSeconds(1)) < 0, taken.toString());
            }
        } finally {
            RedisResource.thaw();
        }
    }

    @Test
    void s42_whatIsNoRouteIsAnsweredInTheOneEnvelope() {
        asSession(owner).get("/v1/nothing").then().statusCode(404).body("error.code", is("NOT_FOUND"));
        asSession(owner).put("/v1/desktops").then().statusCode(405).body("error.requestId", not(empty()));
    }
}
