package io.bureau.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.kit.http.Service;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.RedisResource;
import io.bureau.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** This service as its callers use it. */
public final class Bureau {

    public static final String COOKIE = "__Host-bureau_session";

    /** The real stores, and the peers and providers that the service needs to run. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @QuarkusTestResource(TestKeys.class)
    @QuarkusTestResource(RedisResource.class)
    @QuarkusTestResource(Peers.class)
    @QuarkusTestResource(FakeProviders.class)
    @QuarkusTestResource(value = PostgresResource.class, initArgs = @ResourceArg(name = "schema", value = "identity"))
    public @interface Stores {}

    private Bureau() {}

    public static RequestSpecification asService(Service caller) {
        return given().auth().oauth2(Peers.token(caller, Service.IDENTITY)).contentType(ContentType.JSON);
    }

    /** What desktops-service is answered about this session token. */
    public static ValidatableResponse verify(String token) {
        return asService(Service.DESKTOPS)
                .body(Map.of("token", token, "clientIp", "203.0.113.7", "userAgent", "test"))
                .post("/internal/sessions/verify")
                .then();
    }

    /** The claims of the principal token with which desktops-service is answered about this browser's session. */
    public static JsonNode claims(Browser browser) {
        String token = verify(browser.sessionToken())
                .statusCode(200)
                .body("outcome", is("valid"))
                .extract()
                .path("principal");
        try {
            return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first column of what this query finds, looked at behind the service's back. */
    public static List<String> query(String sql, Object... parameters) {
        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Returns as soon as the condition holds, and fails if it does not in time. */
    public static void within(Duration patience, BooleanSupplier condition) {
        var deadline = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("did not happen within " + patience);
            }
            Thread.onSpinWait();
        }
    }
}
