package io.bureau.testkit.kit;

import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.restassured.RestAssured.given;

import io.bureau.kit.principal.ApiKey;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.bureau.testkit.RedisResource;
import io.bureau.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestKeys.class)
@QuarkusTestResource(RedisResource.class)
@QuarkusTestResource(Peers.class)
class TraceTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    /** The last two digits are the sampled flag, which came as 01. */
    @Test
    void internalCallsCarryTheCallersTraceButAnOutsiderCannotHaveItRecorded() {
        var key = ApiKey.generate();
        Peers.knowKey(key.reveal(), Principals.key("desktop:read"));

        given().header("Authorization", "Bearer " + key.reveal())
                .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                .get("/v1/things")
                .then()
                .statusCode(200);

        Peers.server()
                .verify(postRequestedFor(urlEqualTo("/internal/keys/verify"))
                        .withHeader("traceparent", matching("00-" + TRACE + "-[0-9a-f]{16}-00")));
        Peers.server()
                .verify(postRequestedFor(urlEqualTo("/internal/decisions"))
                        .withHeader("traceparent", matching("00-" + TRACE + "-[0-9a-f]{16}-00")));
    }
}
