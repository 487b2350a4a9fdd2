package io.bureau.identity;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Google and GitHub as this service sees them: the protocols of both, with codes that work once, PKCE checked, and signed
 * ID tokens. They tell the truth until a test says otherwise; {@link #reset} brings them back to it.
 */
public final class FakeProviders implements QuarkusTestResourceLifecycleManager {

    public static final String CLIENT = "bureau-test";
    static final String SECRET = "client-secret-of-the-tests-0123456789";

    private static WireMockServer server;
    private static ProviderAnswers answers;

    @Override
    public Map<String, String> start() {
        answers = new ProviderAnswers();
        server = new WireMockServer(
                options().bindAddress("127.0.0.1").dynamicPort().extensions(answers));
        server.start();
        reset();
        var url = server.baseUrl();
        return Map.of(
                "bureau.signin.secret",
                "of-the-tests-and-nothing-but-the-tests",
                "bureau.signin.google.client-id",
                CLIENT,
                "bureau.signin.google.client-secret",
                SECRET,
                "bureau.signin.google.issuer",
                url + "/google",
                "bureau.signin.github.client-id",
                CLIENT,
                "bureau.signin.github.client-secret",
                SECRET,
                "bureau.signin.github.authorize-url",
                url + "/github/authorize",
                "bureau.signin.github.token-url",
                url + "/github/access_token",
                "bureau.signin.github.api-url",
                url + "/github/api",
                "bureau.signin.provider-deadline",
                "2s");
    }

    @Override
    public void stop() {
        server.stop();
    }

    /** Everything as at the start; for {@code @BeforeEach}. */
    public static void reset() {
        server.resetAll();
        answers.reset();
        var google = server.baseUrl() + "/google";
        server.stubFor(get("/google/.well-known/openid-configuration").willReturn(okJson("""
                        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
                        "jwks_uri":"%1$s/jwks","userinfo_endpoint":"%1$s/userinfo","response_types_supported":["code"],
                        "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"],
                        "code_challenge_methods_supported":["S256"]}""".formatted(google))));
        server.stubFor(get("/google/jwks").willReturn(okJson(answers.keySet())));
        server.stubFor(post("/google/token").willReturn(answered()));
        server.stubFor(post("/github/access_token").willReturn(answered()));
        server.stubFor(get("/github/api/user").willReturn(answered()));
        server.stubFor(get("/github/api/user/emails").willReturn(answered()));
    }

    /** The server itself, for stubs that misbehave and for looking at what was called. */
    public static WireMockServer server() {
        return server;
    }

    public static String googleIssuer() {
        return server.baseUrl() + "/google";
    }

    /** From now on every ID token goes out as this makes it. */
    public static void tamperWithIdTokens(UnaryOperator<IdToken> change) {
        answers.tamper(change);
    }

    /**
     * The person consents to what the service asks for in this redirect.
     *
     * @return the query with which the provider sends the browser back
     */
    public static String consent(URI asked, Person person) {
        var query = query(asked);
        var code = UUID.randomUUID().toString();
        answers.grant(code, new Grant(person, query, asked.getPath().startsWith("/google")));
        return "code=" + code + "&state=" + query.get("state");
    }

    /** The parameters of this address. */
    public static Map<String, String> query(URI address) {
        return form(address.getRawQuery());
    }

    static Map<String, String> form(String encoded) {
        return Arrays.stream(encoded.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), (a, b) -> a));
    }

    private static com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder answered() {
        return aResponse().withTransformers(ProviderAnswers.NAME);
    }

    /** @param asked the parameters of the request for authorisation */
    record Grant(Person person, Map<String, String> asked, boolean byGoogle) {}
}
