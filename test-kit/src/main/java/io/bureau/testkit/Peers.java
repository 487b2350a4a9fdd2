package io.bureau.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.bureau.kit.http.Service;
import io.bureau.kit.principal.Capability;
import io.bureau.kit.principal.Principal;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.EllipticCurveJsonWebKey;

/**
 * The services around the one under test, as it sees them over HTTP: one server that publishes their keys and answers
 * what a test tells it to. Unless told otherwise ratelimit-service admits, and credentials are unknown.
 */
public final class Peers implements QuarkusTestResourceLifecycleManager {

    private static final String KID = "peer-1";
    private static final KeyPair KEYS = TestKeys.generate();

    private static WireMockServer server;
    private static PeerAnswers answers;

    @Override
    public Map<String, String> start() {
        answers = new PeerAnswers();
        server = new WireMockServer(
                options().bindAddress("127.0.0.1").dynamicPort().extensions(answers));
        server.start();
        reset();
        var url = server.baseUrl();
        return Map.of(
                "bureau.services.identity", url,
                "bureau.services.apikey", url,
                "bureau.services.ratelimit", url,
                "bureau.services.desktops", url);
    }

    @Override
    public void stop() {
        server.stop();
    }

    /** Everything as at the start; for {@code @BeforeEach}. */
    public static void reset() {
        server.resetAll();
        answers.reset();
        server.stubFor(get("/internal/jwks.json").willReturn(okJson(keySet())));
        server.stubFor(get(urlPathMatching(PeerAnswers.PROFILES + ".*"))
                .willReturn(aResponse().withTransformers(PeerAnswers.NAME)));
        for (var path : PeerAnswers.PATHS) {
            server.stubFor(post(path).willReturn(aResponse().withTransformers(PeerAnswers.NAME)));
        }
    }

    /** The server itself, for stubs and for looking at what was called. */
    public static WireMockServer server() {
        return server;
    }

    /** From now on this session token is {@code principal}. */
    public static void knowSession(String token, Principal principal) {
        answers.know(token, principal);
    }

    /** From now on this key is {@code principal}. */
    public static void knowKey(String key, Principal principal) {
        answers.know(key, principal);
    }

    /** Takes back {@link #knowKey} or {@link #knowSession}; what the service remembers is its own affair. */
    public static void forget(String credential) {
        answers.forget(credential);
    }

    /** From now on the peers take so long over every answer, which they have made up before. */
    public static void delayAnswers(Duration by) {
        server.setGlobalFixedDelay((int) by.toMillis());
    }

    /** From now on ratelimit-service denies this policy, with this wait. */
    public static void deny(String policy, Duration retryAfter) {
        answers.deny(policy, retryAfter);
    }

    /** The key pair that signs for every peer. */
    public static KeyPair keys() {
        return KEYS;
    }

    /** An internal token from {@code caller} to {@code callee} as the real one would send it. */
    public static String token(Service caller, Service callee) {
        return token(caller, callee, caller.id(), Map.of());
    }

    /** A token with these further claims. */
    public static String token(Service caller, Service callee, String subject, Map<String, Object> claims) {
        var builder = Jwt.claims();
        claims.forEach(builder::claim);
        var now = Instant.now();
        return builder.issuer(caller.id())
                .audience(callee.id())
                .subject(subject)
                .issuedAt(now)
                .expiresAt(now.plusSeconds(60))
                .claim("jti", UUID.randomUUID().toString())
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .header("typ", "bureau-internal+jwt")
                .keyId(KID)
                .sign(KEYS.getPrivate());
    }

    static String principalToken(Principal principal, Service callee) {
        var claims = new HashMap<String, Object>();
        claims.put("org", principal.organisation().id());
        claims.put("org_uuid", principal.organisation().uuid());
        claims.put("org_name", principal.organisation().name());
        claims.put("user", principal.user());
        claims.put("role", principal.role());
        claims.put(principal.isKey() ? "key" : "session", principal.credential().id());
        claims.put(
                "capabilities",
                principal.capabilities().stream().map(Capability::id).toList());
        if (principal.credential().name() != null) {
            claims.put("key_name", principal.credential().name());
        }
        if (principal.credential().expiresAt() != null) {
            claims.put(
                    "credential_expires_at", principal.credential().expiresAt().toEpochMilli());
        }
        var issuer = principal.isKey() ? Service.APIKEY : Service.IDENTITY;
        return token(issuer, callee, principal.credential().id(), claims);
    }

    private static String keySet() {
        var jwk = new EllipticCurveJsonWebKey((ECPublicKey) KEYS.getPublic());
        jwk.setKeyId(KID);
        return "{\"keys\":[" + jwk.toJson() + "]}";
    }
}
