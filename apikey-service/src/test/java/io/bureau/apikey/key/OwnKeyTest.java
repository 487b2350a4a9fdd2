package io.bureau.apikey.key;

import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.bureau.apikey.Bureau.verify;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.apikey.Bureau;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.bureau.testkit.RedisResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key may know of itself and do to itself. */
@QuarkusTest
@Bureau.Stores
class OwnKeyTest {

    private static final String ROTATING = "{\"name\":\"self\",\"capabilities\":[\"desktop:read\",\"key:rotate\"]}";

    private final Principal owner = Principals.owner();
    private final String organisation = owner.organisation().uuid();

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @AfterEach
    void thaw() {
        RedisResource.thaw();
    }

    @Test
    void aKeyReadsItself() {
        var key = createKey(owner);

        with(key)
                .get(path(organisation))
                .then()
                .statusCode(200)
                .body("size()", is(5))
                .body("key_id", is(key.id()))
                .body("name", is("a key"))
                .body("created_at", notNullValue())
                .body("last_used_at", nullValue())
                .body("scopes", contains("desktop:chat", "desktop:read"))
                .header("RateLimit-Policy", "\"api\";q=60;w=60");
    }

    @Test
    void aKeyReplacesItselfAndIsDeadBeforeTheReply() {
        var old = createKey(owner, ROTATING);

        var answer = with(old)
                .post(path(organisation) + "/rotate")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("size()", is(3))
                .body("key", matchesPattern("^sk_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{49}$"))
                .body("key_id", not(is(old.id())))
                .body("created_at", notNullValue())
                .extract();
        var next = new Bureau.Created(answer.path("key_id"), answer.path("key"));

        verify(old.key()).body("outcome", is("invalid"));
        with(old).get(path(organisation)).then().statusCode(401);
        with(next)
                .get(path(organisation))
                .then()
                .statusCode(200)
                .body("scopes", contains("desktop:read", "key:rotate"));
        asSession(owner)
                .get("/api/keys")
                .then()
                .body("id", contains(next.id(), old.id()))
                .body("status", contains("active", "revoked"))
                .body("revokedReason[1]", is("rotated"))
                .body("owner.id", contains(owner.user(), owner.user()));
    }

    @Test
    void aKeyThatCouldNotBeReplacedForSureGoesOn() {
        var key = createKey(owner, ROTATING);

        RedisResource.freeze();
        with(key).post(path(organisation) + "/rotate").then().statusCode(503).body("key", nullValue());
        RedisResource.thaw();

        with(key).get(path(organisation)).then().statusCode(200);
        with(key).post(path(organisation) + "/rotate").then().statusCode(200);
    }

    @Test
    void withoutTheCapabilityIs403ThatNamesIt() {
        var key = createKey(owner);

        with(key)
                .post(path(organisation) + "/rotate")
                .then()
                .statusCode(403)
                .body("error.code", is("FORBIDDEN"))
                .body("required", is("key:rotate"))
                .body("held", contains("desktop:chat", "desktop:read"))
                .header("WWW-Authenticate", containsString("insufficient_scope"));
        verify(key.key()).body("outcome", is("valid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"another organisation's", "nobody's", "no uuid"})
    void s23_anotherOrganisationIs404(String whose) {
        var uuid =
                switch (whose) {
                    case "another organisation's" -> {
                        var stranger = Principals.owner();
                        createKey(stranger);
                        yield stranger.organisation().uuid();
                    }
                    case "nobody's" -> UUID.randomUUID().toString();
                    default -> owner.organisation().id();
                };
        var key = createKey(owner, ROTATING);

        with(key).get(path(uuid)).then().statusCode(404).body("error.code", is("NOT_FOUND"));
        with(key).post(path(uuid) + "/rotate").then().statusCode(404);
        verify(key.key()).body("outcome", is("valid"));
    }

    @Test
    void aSessionIsNoKey() {
        asSession(owner).get(path(organisation)).then().statusCode(401);
        asSession(owner).post(path(organisation) + "/rotate").then().statusCode(401);
    }

    @Test
    void s22_nobodyAndADeadKeyAre401() {
        var revoked = createKey(owner, ROTATING);
        asSession(owner).delete("/api/keys/" + revoked.id()).then().statusCode(200);

        given().get(path(organisation)).then().statusCode(401).header("WWW-Authenticate", "Bearer");
        var dead = with(revoked).post(path(organisation) + "/rotate");
        var unknown = with(new Bureau.Created(null, ApiKey.generate().reveal())).post(path(organisation) + "/rotate");

        assertEquals(401, dead.statusCode());
        assertEquals(anonymous(unknown.asString()), anonymous(dead.asString()));
        assertEquals(unknown.header("WWW-Authenticate"), dead.header("WWW-Authenticate"));
        asSession(owner).get("/api/keys").then().body("", hasSize(1));
    }

    private static String anonymous(String body) {
        return body.replaceAll("req_[0-9A-Za-z]{22}", "req");
    }

    private static String path(String uuid) {
        return "/orgs/" + uuid + "/api/key";
    }

    private static RequestSpecification with(Bureau.Created key) {
        return given().auth().oauth2(key.key());
    }
}
