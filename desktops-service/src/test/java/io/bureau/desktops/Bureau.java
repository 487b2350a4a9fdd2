package io.bureau.desktops;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.fail;

import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.RedisResource;
import io.bureau.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** This service as its callers use it. */
public final class Bureau {

    public static final String COOKIE = "__Host-bureau_session";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The real stores, the peers that the service needs to run, and the engine. All tests share them: each start of the service takes long. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @QuarkusTestResource(TestKeys.class)
    @QuarkusTestResource(RedisResource.class)
    @QuarkusTestResource(Peers.class)
    @QuarkusTestResource(KeyFileResource.class)
    @QuarkusTestResource(EngineResource.class)
    @QuarkusTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "schema", value = "desktops"))
    public @interface Stores {}

    private Bureau() {}

    /** Peers, desktops and answers as at the start; for {@code @BeforeEach}. */
    public static void reset() {
        Peers.reset();
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM desktops.desktop");
            statement.execute("DELETE FROM desktops.idempotency_key");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A request by a program with a key of its own that stands for {@code principal} from now on. */
    public static RequestSpecification asKey(Principal principal) {
        var key = ApiKey.generate();
        Peers.knowKey(key.reveal(), principal);
        return with(key);
    }

    public static RequestSpecification with(ApiKey key) {
        return given().auth().oauth2(key.reveal()).contentType(ContentType.JSON);
    }

    /** A request from the dashboard by this principal, whose session identity-service knows from now on. */
    public static RequestSpecification asSession(Principal principal) {
        var token = "token-of-" + principal.credential().id();
        Peers.knowSession(token, principal);
        return given().header("Cookie", COOKIE + "=" + token)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(ContentType.JSON);
    }

    /** The id of a new desktop. */
    public static String create(Principal principal, String body) {
        return asSession(principal)
                .body(body)
                .post("/v1/desktops")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** The desktop once it has this status. */
    public static JsonPath await(Principal principal, String id, String status) {
        until(() -> status.equals(asSession(principal).get("/v1/desktops/" + id).path("status")), id + " " + status);
        return asSession(principal).get("/v1/desktops/" + id).jsonPath();
    }

    public static void awaitGone(Principal principal, String id) {
        until(() -> asSession(principal).get("/v1/desktops/" + id).statusCode() == 404, id + " gone");
    }

    public static void until(BooleanSupplier condition, String what) {
        until(PATIENCE, condition, what);
    }

    public static void until(Duration patience, BooleanSupplier condition, String what) {
        var deadline = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                fail("still not: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
