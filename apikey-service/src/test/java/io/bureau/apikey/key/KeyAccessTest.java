package io.bureau.apikey.key;

import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.bureau.apikey.Bureau.verify;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.apikey.Bureau;
import io.bureau.kit.http.Service;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.http.Header;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class KeyAccessTest {

    private final Principal owner = Principals.owner();
    private final Principal member = Principals.session(owner.organisation(), Ids.next("usr"), "member");
    private final Principal admin = Principals.session(owner.organisation(), Ids.next("usr"), "admin");

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @Nested
    class AsOwner {

        @Test
        void seesAndRevokesTheKeysOfEverybodyNewestFirst() {
            var first = createKey(member);
            var second = createKey(owner);

            asSession(owner)
                    .get("/api/keys")
                    .then()
                    .statusCode(200)
                    .body("id", contains(second.id(), first.id()))
                    .body("createdBy.id", contains(owner.user(), member.user()));
            asSession(owner).delete("/api/keys/" + first.id()).then().statusCode(200);
            verify(first.key()).body("outcome", is("invalid"));
            verify(second.key()).body("outcome", is("valid"));
        }
    }

    @Nested
    class AsAdmin {

        @Test
        void seesAndRevokesTheKeysOfEverybody() {
            var key = createKey(owner);

            asSession(admin).get("/api/keys").then().body("id", contains(key.id()));
            asSession(admin).delete("/api/keys/" + key.id()).then().statusCode(200);
        }
    }

    @Nested
    class AsMember {

        @Test
        void seesAndRevokesHisOwnKeysOnly() {
            var others = createKey(owner);
            var own = createKey(member);

            asSession(member).get("/api/keys").then().body("id", contains(own.id()));
            asSession(member).delete("/api/keys/" + others.id()).then().statusCode(404);
            asSession(member).delete("/api/keys/" + own.id()).then().statusCode(200);
            verify(others.key()).body("outcome", is("valid"));
        }
    }

    @Nested
    class AsAStranger {

        @Test
        void s23_anotherOrganisationsKeyIsAsIfItDidNotExist() {
            var key = createKey(owner);
            var stranger = Principals.owner();

            asSession(stranger).get("/api/keys").then().body("id", empty());
            var others = asSession(stranger).delete("/api/keys/" + key.id());
            var nothing = asSession(stranger).delete("/api/keys/" + Ids.next("key"));
            var malformed = asSession(stranger).delete("/api/keys/x");

            assertEquals(404, others.statusCode());
            assertEquals(shape(nothing), shape(others));
            assertEquals(shape(nothing), shape(malformed));
            verify(key.key()).body("outcome", is("valid"));
        }

        private static String shape(Response answer) {
            Set<String> headers =
                    answer.headers().asList().stream().map(Header::getName).collect(Collectors.toSet());
            return answer.statusCode() + " " + headers + " "
                    + answer.body().asString().replaceAll("req_[0-9A-Za-z]{22}", "req");
        }
    }

    @Nested
    class WithAKey {

        @ParameterizedTest
        @ValueSource(strings = {"a live key", "a well-formed one", "anything with the prefix"})
        void s24_cannotMintListOrRevokeKeys(String kind) {
            var victim = createKey(owner);
            var key =
                    switch (kind) {
                        case "a live key" -> createKey(owner, ALL_CAPABILITIES).key();
                        case "a well-formed one" -> ApiKey.generate().reveal();
                        default -> ApiKey.PREFIX;
                    };

            dashboardOnly(with(key).body("{\"name\":\"n\"}").post("/api/keys"));
            dashboardOnly(with(key).get("/api/keys"));
            dashboardOnly(with(key).delete("/api/keys/" + victim.id()));
            dashboardOnly(with(key).get("/api/capabilities"));
            verify(victim.key()).body("outcome", is("valid"));
        }

        @Test
        void s24_doesNotRideOnASessionBesideIt() {
            var key = createKey(owner).key();

            dashboardOnly(asSession(owner)
                    .header("Authorization", "Bearer " + key)
                    .body("{\"name\":\"n\"}")
                    .post("/api/keys"));
        }

        @Test
        void opensNoInternalRoute() {
            var key = createKey(owner).key();

            with(key)
                    .body("{\"key\":\"" + key + "\",\"clientIp\":\"192.0.2.1\"}")
                    .post("/internal/keys/verify")
                    .then()
                    .statusCode(401);
            with(key).body("{\"uses\":[]}").post("/internal/keys/uses").then().statusCode(401);
        }

        private static void dashboardOnly(Response answer) {
            answer.then().statusCode(403).body("error.code", is("DASHBOARD_ONLY"));
        }

        private static io.restassured.specification.RequestSpecification with(String key) {
            return given().header("Authorization", "Bearer " + key).contentType(ContentType.JSON);
        }

        private static final String ALL_CAPABILITIES = """
                {"name":"all","capabilities":["desktop:read","desktop:lifecycle","desktop:control","desktop:chat",
                "desktop:manage","jobs:read","jobs:write","kb:read","key:rotate"]}""";
    }

    @Test
    void anInternalTokenOpensNoRouteForPeople() {
        Bureau.asService(Service.DESKTOPS)
                .get("/api/keys")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""));
    }

    @Test
    void s30_headersThatClaimAUserMeanNothing() {
        given().header("X-User-Id", owner.user())
                .header("X-Forwarded-User", owner.user())
                .get("/api/keys")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/keys;x",
                "/api/keys%3Bx",
                "//api/keys",
                "/api//keys",
                "/api%2Fkeys",
                "/api%5Ckeys",
                "/internal/keys/verify;x",
                "/internal%2Fkeys/verify",
                "/x/../api/keys"
            })
    void s43_pathsOfTwoMeaningsAreRefused(String path) throws Exception {
        var uri = URI.create("http://localhost:" + RestAssured.port + path);

        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());

            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("BAD_REQUEST"), answer.body());
        }
    }

    @Test
    void capabilitiesSayWhichAreDefault() {
        asSession(owner)
                .get("/api/capabilities")
                .then()
                .statusCode(200)
                .body("size()", is(9))
                .body("findAll { it.default }.id", contains("desktop:read", "desktop:chat"))
                .body("find { it.id == 'key:rotate' }.description", is("Let the key replace itself"));
    }
}
