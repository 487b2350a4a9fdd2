package io.bureau.identity.signin;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.Person;
import io.bureau.testkit.Peers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Bureau.Stores
@QuarkusTestResource(value = GoogleAwayResource.class, restrictToAnnotatedClass = true)
class ProviderAwayTest {

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
    }

    @Test
    void s10_aProviderThatIsDownAtStartStopsNobodyElseAndIsFoundWhenItIsBack() {
        Bureau.within(Duration.ofSeconds(10), () -> given().get(ready).statusCode() == 200);
        new Browser()
                .get("/auth/google")
                .then()
                .statusCode(303)
                .header("Location", equalTo("/signin?error=provider_unavailable"));
        new Browser().signIn("github", Person.stranger()).then().header("Location", equalTo("/"));

        var google = new WireMockServer(options().bindAddress("127.0.0.1").port(GoogleAwayResource.port()));
        google.stubFor(get("/google/.well-known/openid-configuration")
                .willReturn(okJson("""
                        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                        "jwks_uri":"%1$s/jwks"}""".formatted("http://127.0.0.1:" + GoogleAwayResource.port() + "/google"))));
        google.start();
        try {
            assertEquals("/google/authorize", new Browser().leave("google").getPath());
        } finally {
            google.stop();
        }
    }
}
