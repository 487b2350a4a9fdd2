package io.bureau.apikey;

import static io.restassured.RestAssured.given;

import io.bureau.kit.http.Service;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.RedisResource;
import io.bureau.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Map;

/** This service as its callers use it. */
public final class Bureau {

    public static final String COOKIE = "__Host-bureau_session";

    /** The real stores and the peers that the service needs to run. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @QuarkusTestResource(TestKeys.class)
    @QuarkusTestResource(RedisResource.class)
    @QuarkusTestResource(Peers.class)
    @QuarkusTestResource(PeppersResource.class)
    @QuarkusTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "schema", value = "apikey"))
    public @interface Stores {}

    /** A key as its creation answered. */
    public record Created(String id, String key) {}

    private Bureau() {}

    /** A request from the dashboard by this principal, whose session identity-service knows from now on. */
    public static RequestSpecification asSession(Principal principal) {
        var token = "token-of-" + principal.credential().id();
        Peers.knowSession(token, principal);
        return given().header("Cookie", COOKIE + "=" + token)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(ContentType.JSON);
    }

    public static RequestSpecification asService(Service caller) {
        return given().auth().oauth2(Peers.token(caller, Service.APIKEY)).contentType(ContentType.JSON);
    }

    public static Created createKey(Principal creator) {
        return createKey(creator, "{\"name\":\"a key\"}");
    }

    public static Created createKey(Principal creator, String body) {
        var answer = asSession(creator)
                .body(body)
                .post("/api/keys")
                .then()
                .statusCode(201)
                .extract();
        return new Created(answer.path("id"), answer.path("key"));
    }

    /** What desktops-service is answered about this key. */
    public static ValidatableResponse verify(String key) {
        return verify(key, "203.0.113.7");
    }

    public static ValidatableResponse verify(String key, String clientIp) {
        return asService(Service.DESKTOPS)
                .body(Map.of("key", key, "clientIp", clientIp))
                .post("/internal/keys/verify")
                .then();
    }
}
