package io.bureau.desktops;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.testkit.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The published contract, and the guards of all that it names: a new route is tested without anybody thinking of it. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class OpenApiTest {

    private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");

    private record Route(String method, String path) {

        String url() {
            return path.replaceAll("\\{[^}]+}", "dsk_0000000000000000000000");
        }
    }

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @Test
    void theContractIsPublic() {
        given().get("/v1/openapi.json")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("openapi", startsWith("3.1"))
                .body("paths", hasKey("/v1/me"))
                .body("paths", hasKey("/v1/desktops"))
                .body("paths", hasKey("/v1/desktops/{id}/restart"))
                .body("paths", not(hasKey("/internal/jwks.json")));
    }

    @Test
    void theContractSaysWithWhatACreationIsAnswered() {
        var answers = "paths.'/v1/desktops'.post.responses";
        given().get("/v1/openapi.json")
                .then()
                .body(answers, hasKey("201"))
                .body(answers, not(hasKey("200")))
                .body(
                        answers + ".'201'.content.'application/json'.schema.'$ref'",
                        is("#/components/schemas/DesktopView"));
    }

    @Test
    void s35_everyRouteWithoutCredentialsIs401() {
        for (var route : routes()) {
            var answer = given().contentType(ContentType.JSON).body("{}").request(route.method(), route.url());
            assertEquals(401, answer.statusCode(), route + " " + answer.asString());
            assertEquals("Bearer", answer.header("WWW-Authenticate"), route.toString());
            assertEquals("UNAUTHORIZED", answer.path("error.code"), route.toString());
        }
    }

    @Test
    void s43_noAmbiguousFormOfAnyPathIsServed() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            for (var route : routes()) {
                for (var path : ambiguous(route.url())) {
                    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                            .method(
                                    route.method().toUpperCase(java.util.Locale.ROOT),
                                    HttpRequest.BodyPublishers.ofString("{}"))
                            .header("Content-Type", "application/json")
                            .build();
                    var status = client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
                    assertTrue(status >= 400 && status < 500, route.method() + " " + path + " -> " + status);
                }
            }
        }
    }

    private static List<String> ambiguous(String path) {
        return List.of(
                path + ";x",
                path + "%3Bx",
                "/" + path,
                path.replaceFirst("/v1/", "/v1//"),
                path.replaceFirst("/v1/", "/v1%2F"),
                path.replaceFirst("/v1/", "/v1%5C"),
                path.replaceFirst("/v1/", "/v1/./"),
                path.replaceFirst("/v1/", "/v1/x/../"));
    }

    private static List<Route> routes() {
        Map<String, Map<String, Object>> paths = given().get("/v1/openapi.json").path("paths");
        var routes = new ArrayList<Route>();
        paths.forEach((path, operations) -> METHODS.stream()
                .filter(operations::containsKey)
                .forEach(method -> routes.add(new Route(method, path))));
        assertFalse(routes.isEmpty(), "no routes");
        return routes;
    }
}
