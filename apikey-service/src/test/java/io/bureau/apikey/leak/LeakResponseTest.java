package io.bureau.apikey.leak;

import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.apikey.Bureau;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class LeakResponseTest {

    private static final String ROUTE = "/api/keys/leak-response";
    private static final String QUARANTINE = "{\"response\":\"quarantine\"}";

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @ParameterizedTest
    @ValueSource(strings = {"owner", "admin"})
    void whoRunsTheOrganisationSeesAndChoosesTheResponseAndItIsAudited(String role) throws Exception {
        var principal = colleague(role);
        asSession(principal).get(ROUTE).then().statusCode(200).body("response", is("revoke"));

        asSession(principal).body(QUARANTINE).put(ROUTE).then().statusCode(200).body("response", is("quarantine"));

        asSession(owner).get(ROUTE).then().body("response", is("quarantine"));
        asSession(principal).body("{\"response\":\"revoke\"}").put(ROUTE).then().statusCode(200);
        asSession(owner).get(ROUTE).then().body("response", is("revoke"));
        var told = Trail.of(owner.organisation().id());
        assertEquals(2, told.size());
        assertTrue(told.stream()
                .allMatch(entry ->
                        entry.action().equals("key.settings") && entry.actor().equals(principal.user())));
        assertEquals("leakResponse=quarantine", told.getFirst().detail());
    }

    @Test
    void aMemberNeitherSeesNorChoosesIt() {
        var member = colleague("member");

        asSession(member).get(ROUTE).then().statusCode(403).body("error.code", is("FORBIDDEN"));
        asSession(member).body(QUARANTINE).put(ROUTE).then().statusCode(403);

        asSession(owner).get(ROUTE).then().body("response", is("revoke"));
    }

    @Test
    void s23_aStrangerChoosesForHisOwnOrganisation() {
        asSession(Principals.owner()).body(QUARANTINE).put(ROUTE).then().statusCode(200);

        asSession(owner).get(ROUTE).then().body("response", is("revoke"));
    }

    @Test
    void s24_aKeyNeitherSeesNorChoosesIt() {
        var key = createKey(owner).key();

        bearer(key).get(ROUTE).then().statusCode(403).body("error.code", is("DASHBOARD_ONLY"));
        bearer(key).body(QUARANTINE).put(ROUTE).then().statusCode(403);

        asSession(owner).get(ROUTE).then().body("response", is("revoke"));
    }

    @Test
    void nobodyNeitherSeesNorChoosesIt() {
        given().get(ROUTE).then().statusCode(401);
        given().contentType(ContentType.JSON).body(QUARANTINE).put(ROUTE).then().statusCode(401);
    }

    @Test
    void s16_anotherSiteCannotChoose() {
        asSession(owner).get(ROUTE).then().statusCode(200);
        given().header(
                        "Cookie",
                        Bureau.COOKIE + "=token-of-" + owner.credential().id())
                .header("Sec-Fetch-Site", "cross-site")
                .contentType(ContentType.JSON)
                .body(QUARANTINE)
                .put(ROUTE)
                .then()
                .statusCode(403)
                .body("error.code", is("CSRF_REJECTED"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"response\":null}",
                "{\"response\":\"REVOKE\"}",
                "{\"response\":\"x\"}",
                "{\"response\":1}"
            })
    void aResponseThatThereIsNotIsRefused(String body) {
        asSession(owner)
                .body(body)
                .put(ROUTE)
                .then()
                .statusCode(400)
                .body("error.code", is("VALIDATION_FAILED"))
                .body("error.fields.field", contains("response"));
    }

    private Principal colleague(String role) {
        return Principals.session(owner.organisation(), Ids.next("usr"), role);
    }

    private static RequestSpecification bearer(String key) {
        return given().header("Authorization", "Bearer " + key).contentType(ContentType.JSON);
    }
}
