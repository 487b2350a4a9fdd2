package io.bureau.apikey.key;

import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.bureau.apikey.Bureau.verify;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.bureau.apikey.Bureau;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.bureau.testkit.RedisResource;
import io.bureau.testkit.SettableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class RotateKeyTest {

    private static final String WIDE = """
            {"name":"build","capabilities":["desktop:read","desktop:control"],"allowedCidrs":["203.0.113.0/24"],
            "limit":{"requests":5,"windowSeconds":30},"expiresAt":"2099-01-01T00:00:00Z"}""";

    @Inject
    SettableClock clock;

    @Inject
    OverlapEnds overlaps;

    private final Principal owner = Principals.owner();
    private final Principal member = Principals.session(owner.organisation(), Ids.next("usr"), "member");

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @AfterEach
    void putEverythingBack() {
        RedisResource.thaw();
        clock.reset();
    }

    @Nested
    class WithAnOverlap {

        @Test
        void bothGenerationsWorkAndTheListShowsThem() {
            var old = createKey(owner, WIDE);

            var rotated = rotate(owner, old.id(), "{\"overlapSeconds\":3600}")
                    .statusCode(201)
                    .header("Cache-Control", "no-store")
                    .body("name", is("build"))
                    .body("capabilities", contains("desktop:control", "desktop:read"))
                    .body("allowedCidrs", contains("203.0.113.0/24"))
                    .body("limit.requests", is(5))
                    .body("expiresAt", is("2099-01-01T00:00:00Z"))
                    .body("status", is("active"))
                    .body("predecessor", is(old.id()))
                    .body("replicas", greaterThanOrEqualTo(1))
                    .body("confirmedInMs", greaterThanOrEqualTo(0))
                    .extract();
            String key = rotated.path("key");
            String id = rotated.path("id");

            assertNotEquals(old.key(), key);
            verify(old.key()).body("outcome", is("valid"));
            verify(key).body("outcome", is("valid"));
            asSession(owner)
                    .get("/api/keys")
                    .then()
                    .body("id", contains(id, old.id()))
                    .body("status", contains("active", "rotating"))
                    .body("predecessor", contains(old.id(), null))
                    .body("successor", contains(null, id))
                    .body("endsAt[1]", notNullValue())
                    .body("revokedAt[1]", nullValue());
        }

        @Test
        void theOldKeyIsDeadFromTheEndOnAndShownAsRotated() {
            var old = createKey(owner);
            rotate(owner, old.id(), "{\"overlapSeconds\":60}").statusCode(201);
            String endsAt = asSession(owner).get("/api/keys").path("endsAt[1]");

            clock.set(Instant.parse(endsAt).minusMillis(1_500));
            verify(old.key()).body("outcome", is("valid"));
            clock.set(Instant.parse(endsAt));

            verify(old.key()).body("outcome", is("invalid"));
            asSession(owner)
                    .get("/api/keys")
                    .then()
                    .body("status", contains("active", "revoked"))
                    .body("revokedAt[1]", is(endsAt))
                    .body("revokedReason[1]", is("rotated"))
                    .body("revokedBy[1].id", is(owner.user()));
        }

        @Test
        void itsEndIsWrittenDownAsItWasBefore() throws Throwable {
            var old = createKey(owner);
            rotate(owner, old.id(), "{\"overlapSeconds\":30}").statusCode(201);
            String endsAt = asSession(owner).get("/api/keys").path("endsAt[1]");
            clock.advance(Duration.ofSeconds(60));

            VertxContextSupport.subscribeAndAwait(overlaps::endThoseThatAreOver);

            asSession(owner)
                    .delete("/api/keys/" + old.id())
                    .then()
                    .statusCode(200)
                    .body("revokedAt", is(endsAt));
            asSession(owner).get("/api/keys").then().body("revokedReason[1]", is("rotated"));
        }

        @Test
        void theOldKeyCanBeEndedNow() {
            var old = createKey(owner);
            var key = newKey(rotate(owner, old.id(), "{\"overlapSeconds\":3600}"));

            asSession(owner)
                    .delete("/api/keys/" + old.id())
                    .then()
                    .statusCode(200)
                    .body("replicas", greaterThanOrEqualTo(1));

            verify(old.key()).body("outcome", is("invalid"));
            verify(key.key()).body("outcome", is("valid"));
            asSession(owner)
                    .get("/api/keys")
                    .then()
                    .body("status", contains("active", "revoked"))
                    .body("revokedReason[1]", is("revoked_by_user"));
        }

        @Test
        void aKeyThatIsRotatedAlreadyIs409WithItsStatus() {
            var old = createKey(owner);
            var second = newKey(rotate(owner, old.id(), "{\"overlapSeconds\":3600}"));

            rotate(owner, old.id(), "{\"overlapSeconds\":0}")
                    .statusCode(409)
                    .body("error.code", is("CONFLICT"))
                    .body("error.status", is("rotating"));
            rotate(owner, second.id(), "{\"overlapSeconds\":3600}").statusCode(201);
        }

        @Test
        void takesARoomOfItsOwn() {
            IntStream.range(0, 99).forEach(_ -> createKey(owner));
            var old = createKey(owner);

            rotate(owner, old.id(), "{\"overlapSeconds\":3600}")
                    .statusCode(409)
                    .body("error.code", is("LIMIT_REACHED"));
            rotate(owner, old.id(), "{\"overlapSeconds\":0}").statusCode(201);
            verify(old.key()).body("outcome", is("invalid"));
        }
    }

    @Nested
    class AtOnce {

        @Test
        void theOldKeyIsDeadBeforeTheReply() {
            var old = createKey(owner);

            var key = newKey(rotate(owner, old.id(), "{\"overlapSeconds\":0}").statusCode(201));

            verify(old.key()).body("outcome", is("invalid"));
            verify(key.key()).body("outcome", is("valid"));
            asSession(owner)
                    .get("/api/keys")
                    .then()
                    .body("status", contains("active", "revoked"))
                    .body("revokedReason[1]", is("rotated"))
                    .body("endsAt[1]", nullValue());
        }

        @Test
        void ofTwentyAtTheSameTimeOneSucceeds() throws Exception {
            var old = createKey(owner);
            Callable<Integer> rotation = () ->
                    rotate(owner, old.id(), "{\"overlapSeconds\":0}").extract().statusCode();

            var statuses = new ArrayList<Integer>();
            try (var callers = Executors.newFixedThreadPool(20)) {
                for (var answer : callers.invokeAll(
                        IntStream.range(0, 20).mapToObj(_ -> rotation).toList())) {
                    statuses.add(answer.get());
                }
            }

            assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses::toString);
            assertEquals(19, statuses.stream().filter(status -> status == 409).count(), statuses::toString);
            asSession(owner).get("/api/keys").then().body("", hasSize(2));
        }

        /** Otherwise the old secret would be dead and the new one never seen. */
        @Test
        void whatCannotBeConfirmedHasNotHappened() {
            var old = createKey(owner);

            RedisResource.freeze();
            rotate(owner, old.id(), "{\"overlapSeconds\":0}")
                    .statusCode(503)
                    .body("error.code", is("DEPENDENCY_UNAVAILABLE"))
                    .body("key", nullValue());
            RedisResource.thaw();

            verify(old.key()).body("outcome", is("valid"));
            asSession(owner)
                    .get("/api/keys")
                    .then()
                    .body("find { it.id == '" + old.id() + "' }.status", is("active"))
                    .body("findAll { it.status == 'active' }", hasSize(1));
            rotate(owner, old.id(), "{\"overlapSeconds\":0}").statusCode(201);
            verify(old.key()).body("outcome", is("invalid"));
        }
    }

    @Test
    void aSuccessorMayBeNarrower() {
        var old = createKey(owner, WIDE);

        rotate(owner, old.id(), "{\"overlapSeconds\":60,\"capabilities\":[\"desktop:read\",\"desktop:read\"]}")
                .statusCode(201)
                .body("capabilities", contains("desktop:read"));
    }

    @Test
    void aRevokedKeyIs409AndAnExpiredOneToo() {
        var revoked = createKey(owner);
        asSession(owner).delete("/api/keys/" + revoked.id()).then().statusCode(200);
        var expiring = createKey(
                owner, "{\"name\":\"n\",\"expiresAt\":\"" + clock.instant().plusSeconds(30) + "\"}");
        clock.advance(Duration.ofSeconds(31));

        rotate(owner, revoked.id(), "{\"overlapSeconds\":60}").statusCode(409).body("error.status", is("revoked"));
        rotate(owner, expiring.id(), "{\"overlapSeconds\":60}").statusCode(409).body("error.status", is("expired"));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | overlapSeconds",
                "{\"overlapSeconds\":-1} | overlapSeconds",
                "{\"overlapSeconds\":604801} | overlapSeconds",
                "{\"overlapSeconds\":\"long\"} | overlapSeconds",
                "{\"overlapSeconds\":9999999999} | overlapSeconds",
                "{\"overlapSeconds\":0,\"overlapSeconds\":1} | overlapSeconds",
                "{\"overlapSeconds\":0,\"capabilities\":[]} | capabilities",
                "{\"overlapSeconds\":0,\"capabilities\":[\"desktop:all\"]} | capabilities",
                "{\"overlapSeconds\":0,\"capabilities\":[\"desktop:read\",\"desktop:manage\"]} | capabilities",
                "{\"overlapSeconds\":0,\"name\":\"other\"} | name"
            })
    void whatIsNotValidIs400AndChangesNothing(String body, String field) {
        var old = createKey(owner);

        rotate(owner, old.id(), body)
                .statusCode(400)
                .body("error.code", is("VALIDATION_FAILED"))
                .body("error.fields.field", contains(field));

        verify(old.key()).body("outcome", is("valid"));
        asSession(owner).get("/api/keys").then().body("status", contains("active"));
    }

    @Test
    void everythingThatIsNotValidIsNamedAtOnce() {
        var old = createKey(owner);

        rotate(owner, old.id(), "{\"overlapSeconds\":-1,\"capabilities\":[\"desktop:manage\"]}")
                .statusCode(400)
                .body("error.fields.field", contains("overlapSeconds", "capabilities"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "[]"})
    void whatIsNoRequestIs400(String body) {
        rotate(owner, createKey(owner).id(), body).statusCode(400);
    }

    @Test
    void anAdminRotatesAMembersKeyWhichStaysTheMembers() {
        var admin = Principals.session(owner.organisation(), Ids.next("usr"), "admin");
        var old = createKey(member);

        rotate(admin, old.id(), "{\"overlapSeconds\":60}")
                .statusCode(201)
                .body("owner.id", is(member.user()))
                .body("createdBy.id", is(admin.user()));
        asSession(member).get("/api/keys").then().body("", hasSize(2));
    }

    @Test
    void aMemberRotatesHisOwnKeysOnly() {
        var others = createKey(owner);
        var own = createKey(member);

        rotate(member, others.id(), "{\"overlapSeconds\":0}").statusCode(404);
        rotate(member, own.id(), "{\"overlapSeconds\":0}").statusCode(201);
        verify(others.key()).body("outcome", is("valid"));
    }

    @Test
    void s23_aStrangerFindsNothingToRotate() {
        var key = createKey(owner);

        rotate(Principals.owner(), key.id(), "{\"overlapSeconds\":0}").statusCode(404);
        rotate(owner, Ids.next("key"), "{\"overlapSeconds\":0}").statusCode(404);
        verify(key.key()).body("outcome", is("valid"));
    }

    @Test
    void s24_aKeyRotatesNoneHereAndNobodyNeither() {
        var key = createKey(owner, "{\"name\":\"n\",\"capabilities\":[\"key:rotate\"]}");
        var path = "/api/keys/" + key.id() + "/rotate";

        given().auth()
                .oauth2(key.key())
                .contentType("application/json")
                .body("{\"overlapSeconds\":0}")
                .post(path)
                .then()
                .statusCode(403)
                .body("error.code", is("DASHBOARD_ONLY"));
        given().contentType("application/json")
                .body("{\"overlapSeconds\":0}")
                .post(path)
                .then()
                .statusCode(401);
        asSession(owner).get("/api/keys").then().body("successor", contains(nullValue()));
        asSession(owner).get("/api/keys").then().body("unusedCapabilities", contains(empty()));
    }

    private static ValidatableResponse rotate(Principal by, String id, String body) {
        return asSession(by).body(body).post("/api/keys/" + id + "/rotate").then();
    }

    private static Bureau.Created newKey(ValidatableResponse rotated) {
        var answer = rotated.statusCode(201).extract();
        return new Bureau.Created(answer.path("id"), answer.path("key"));
    }
}
