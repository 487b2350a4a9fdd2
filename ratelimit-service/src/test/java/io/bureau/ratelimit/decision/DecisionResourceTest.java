package io.bureau.ratelimit.decision;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.kit.http.Service;
import io.bureau.testkit.Peers;
import io.bureau.testkit.RedisResource;
import io.bureau.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(RedisResource.class)
@QuarkusTestResource(TestKeys.class)
@QuarkusTestResource(Peers.class)
class DecisionResourceTest {

    private final String key = UUID.randomUUID().toString();

    @TestHTTPResource(management = true)
    URI management;

    @AfterEach
    void thaw() {
        RedisResource.thaw();
    }

    @ParameterizedTest
    @EnumSource(value = Service.class, names = "RATELIMIT", mode = EnumSource.Mode.EXCLUDE)
    void asEachServiceThatMayAsk(Service caller) {
        post(as(caller), entry("api", key, 1, 60, "null")).statusCode(200);
    }

    @Test
    void theAnswerIsAsDocumented() {
        post(as(Service.DESKTOPS), entry("api", key, 1, 60, "\"01J\""))
                .statusCode(200)
                .body("decisions", hasSize(1))
                .body("decisions[0].allowed", is(true))
                .body("decisions[0].limit", is(60))
                .body("decisions[0].remaining", is(59))
                .body("decisions[0].resetSeconds", is(60))
                .body("decisions[0].retryAfterSeconds", nullValue())
                .body("decisions[0].degraded", is(false));
    }

    @Test
    void aDenialSaysHowLongToWaitRoundedUp() {
        post(as(Service.DESKTOPS), entry("api", key, 60, 60, "null")).body("decisions[0].remaining", is(0));
        post(as(Service.DESKTOPS), entry("api", key, 1, 60, "null"))
                .statusCode(200)
                .body("decisions[0].allowed", is(false))
                .body("decisions[0].retryAfterSeconds", is(60))
                .body("decisions[0].retryAfterMillis", greaterThan(59_000))
                .body("decisions[0].retryAfterMillis", lessThanOrEqualTo(60_000));
    }

    @Test
    void aBatchIsAnsweredInItsOrder() {
        var batch = String.join(
                ",",
                entry("api", key, 1, 1, "null"),
                entry("session", key, 1, 7, "null"),
                entry("api", key, 1, 1, "null"));
        post(as(Service.DESKTOPS), batch)
                .statusCode(200)
                .body("decisions.limit", equalTo(java.util.List.of(1, 7, 1)))
                .body("decisions.allowed", equalTo(java.util.List.of(true, true, false)));
    }

    @Test
    void withoutATokenIs401() {
        post(given(), entry("api", key, 1, 60, "null")).statusCode(401).body("error.code", is("UNAUTHORIZED"));
    }

    @Test
    void withATokenForAnotherServiceIs401() {
        var token = Peers.token(Service.DESKTOPS, Service.APIKEY);
        post(given().auth().oauth2(token), entry("api", key, 1, 60, "null")).statusCode(401);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"policy\":\"api\",\"key\":\"k\",\"cost\":61,\"limit\":{\"requests\":60,\"windowSeconds\":60}} | decisions[0].cost",
                "{\"policy\":\"api\",\"key\":\"k\",\"cost\":-1,\"limit\":{\"requests\":60,\"windowSeconds\":60}} | decisions[0].cost",
                "{\"policy\":\"A\",\"key\":\"k\",\"cost\":1,\"limit\":{\"requests\":60,\"windowSeconds\":60}} | decisions[0].policy",
                "{\"policy\":\"api\",\"cost\":1,\"limit\":{\"requests\":60,\"windowSeconds\":60}} | decisions[0].key",
                "{\"policy\":\"api\",\"key\":\"k\",\"cost\":1} | decisions[0].limit",
                "{\"policy\":\"api\",\"key\":\"k\",\"limit\":{\"requests\":0,\"windowSeconds\":60}} | decisions[0].limit.requests",
                "{\"policy\":\"api\",\"key\":\"k\",\"limit\":{\"requests\":1,\"windowSeconds\":0}} | decisions[0].limit.windowSeconds",
                "{\"policy\":\"api\",\"key\":\"k\",\"id\":\"\",\"limit\":{\"requests\":1,\"windowSeconds\":1}} | decisions[0].id",
                "{\"polizy\":\"api\"} | decisions[0].polizy",
                "null | decisions[0]",
            })
    void whatCanNeverBeDecidedIs400WithoutRetryAfter(String entry, String field) {
        var answer = post(as(Service.DESKTOPS), entry)
                .statusCode(400)
                .body("error.code", is("VALIDATION_FAILED"))
                .body("error.fields[0].field", is(field))
                .extract();
        assertTrue(answer.header("Retry-After") == null);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65})
    void aBatchHoldsOneToSixtyFour(int size) {
        var entries = String.join(",", Collections.nCopies(size, entry("api", key, 1, 60, "null")));
        post(as(Service.DESKTOPS), entries).statusCode(400).body("error.fields[0].field", is("decisions"));
    }

    @Test
    void s33_withRedisFrozenItDecidesLocallyStaysReadyAndShowsItInItsMetrics() {
        RedisResource.freeze();
        for (int i = 0; i < 10; i++) {
            long start = System.nanoTime();
            post(as(Service.DESKTOPS), entry("api", key, 1, 60, "null"))
                    .statusCode(200)
                    .body("decisions[0].allowed", is(true))
                    .body("decisions[0].degraded", is(true));
            assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(1));
        }
        management("/q/metrics")
                .body(containsString(
                        "bureau_ratelimit_decisions_total{degraded=\"true\",outcome=\"allowed\",policy=\"api\"}"))
                .body(matchesRegex("(?s).*bureau_ratelimit_breakers_open [12]\\.0.*"));
        management("/q/health/ready").statusCode(200);
        management("/q/health/live").statusCode(200);

        RedisResource.thaw();
        eventuallyExact();
    }

    private void eventuallyExact() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        boolean degraded = true;
        while (degraded) {
            assertTrue(System.nanoTime() < deadline, "Redis is back and was not found");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            degraded = post(as(Service.DESKTOPS), entry("api", key, 0, 60, "null"))
                    .extract()
                    .path("decisions[0].degraded");
        }
    }

    private ValidatableResponse management(String path) {
        return given().get(management.resolve(path)).then();
    }

    private static RequestSpecification as(Service caller) {
        return given().auth().oauth2(Peers.token(caller, Service.RATELIMIT));
    }

    private static ValidatableResponse post(RequestSpecification request, String entries) {
        return request.contentType("application/json")
                .body("{\"decisions\":[" + entries + "]}")
                .post("/internal/decisions")
                .then();
    }

    private static String entry(String policy, String key, int cost, int requests, String id) {
        return "{\"policy\":\"%s\",\"key\":\"%s\",\"cost\":%d,\"limit\":{\"requests\":%d,\"windowSeconds\":60},\"id\":%s}"
                .formatted(policy, key, cost, requests, id);
    }
}
