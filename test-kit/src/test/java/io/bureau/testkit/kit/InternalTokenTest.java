package io.bureau.testkit.kit;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.bureau.kit.http.Service;
import io.bureau.testkit.Peers;
import io.bureau.testkit.RedisResource;
import io.bureau.testkit.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwe.ContentEncryptionAlgorithmIdentifiers;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwe.KeyManagementAlgorithmIdentifiers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a forger might send where another service's token is asked for. */
@QuarkusTest
@QuarkusTestResource(TestKeys.class)
@QuarkusTestResource(RedisResource.class)
@QuarkusTestResource(Peers.class)
class InternalTokenTest {

    private static final String TYPE = "bureau-internal+jwt";

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @Test
    void theGenuineTokenIsAccepted() {
        assertStatus(200, sign(claims(), TYPE, Map.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void s25_forgeryIs401(String name, String token) {
        assertStatus(401, token);
    }

    static Stream<Arguments> forgeries() throws Exception {
        var genuine = sign(claims(), TYPE, Map.of());
        var payload = genuine.split("\\.")[1];
        var now = Instant.now();
        return Stream.of(
                Arguments.of(
                        "alg none",
                        base64("{\"alg\":\"none\",\"typ\":\"" + TYPE + "\",\"kid\":\"peer-1\"}") + "." + payload + "."),
                Arguments.of("HS256 with the public key", hs256()),
                Arguments.of("wrapped in JWE", jwe(genuine)),
                Arguments.of("jku header", sign(claims(), TYPE, Map.of("jku", "http://127.0.0.1:1/keys"))),
                Arguments.of("x5u header", sign(claims(), TYPE, Map.of("x5u", "http://127.0.0.1:1/cert"))),
                Arguments.of("jwk header", sign(claims(), TYPE, Map.of("jwk", Map.of("kty", "EC")))),
                Arguments.of("crit header", sign(claims(), TYPE, Map.of("crit", new String[] {"b64"}))),
                Arguments.of(
                        "no exp",
                        raw("{\"iss\":\"apikey-service\",\"aud\":\"desktops-service\",\"sub\":\"x\",\"iat\":"
                                + now.getEpochSecond() + "}")),
                Arguments.of(
                        "no aud",
                        raw("{\"iss\":\"apikey-service\",\"sub\":\"x\",\"iat\":" + now.getEpochSecond() + ",\"exp\":"
                                + (now.getEpochSecond() + 60) + "}")),
                Arguments.of(
                        "two audiences",
                        sign(claims().audience(Set.of("desktops-service", "apikey-service")), TYPE, Map.of())),
                Arguments.of("another audience", sign(claims().audience("identity-service"), TYPE, Map.of())),
                Arguments.of("another type", sign(claims(), "JWT", Map.of())),
                Arguments.of("unknown issuer", sign(claims().issuer("evil-service"), TYPE, Map.of())),
                Arguments.of("issuer not trusted here", sign(claims().issuer("desktops-service"), TYPE, Map.of())),
                Arguments.of(
                        "lifetime over five minutes", sign(claims().expiresAt(now.plusSeconds(301)), TYPE, Map.of())),
                Arguments.of(
                        "past expiry and skew",
                        sign(claims().issuedAt(now.minusSeconds(120)).expiresAt(now.minusSeconds(31)), TYPE, Map.of())),
                Arguments.of(
                        "s51 five minutes ahead",
                        sign(claims().issuedAt(now.plusSeconds(300)).expiresAt(now.plusSeconds(360)), TYPE, Map.of())),
                Arguments.of("another key", signWith(io.bureau.testkit.TestKeys.generate(), "peer-1")),
                Arguments.of("unknown kid", signWith(io.bureau.testkit.TestKeys.generate(), "unknown")),
                Arguments.of("s47 kid with a line break", signWith(io.bureau.testkit.TestKeys.generate(), "a\r\nb")),
                Arguments.of(
                        "payload changed",
                        genuine.split("\\.")[0] + "." + base64("{\"iss\":\"apikey-service\"}") + "."
                                + genuine.split("\\.")[2]),
                Arguments.of("garbage", "a.b.c"));
    }

    @Test
    void s51_thirtySecondsOfSkewWork() {
        var now = Instant.now();

        assertStatus(200, sign(claims().issuedAt(now.plusSeconds(28)).expiresAt(now.plusSeconds(88)), TYPE, Map.of()));
        assertStatus(
                200, sign(claims().issuedAt(now.minusSeconds(85)).expiresAt(now.minusSeconds(25)), TYPE, Map.of()));
    }

    @Test
    void keySetHoldsPublicKeysOnly() {
        var body = given().get("/internal/jwks.json")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertFalse(body.contains("\"d\""));
    }

    private static void assertStatus(int status, String token) {
        given().header("Authorization", "Bearer " + token)
                .get("/internal/things")
                .then()
                .statusCode(status);
    }

    private static JwtClaimsBuilder claims() {
        var now = Instant.now();
        return Jwt.claims()
                .issuer(Service.APIKEY.id())
                .audience(Service.DESKTOPS.id())
                .subject(Service.APIKEY.id())
                .issuedAt(now)
                .expiresAt(now.plus(Duration.ofSeconds(60)));
    }

    private static String sign(JwtClaimsBuilder claims, String type, Map<String, Object> headers) {
        var builder = claims.jws()
                .algorithm(SignatureAlgorithm.ES256)
                .header("typ", type)
                .keyId("peer-1");
        headers.forEach(builder::header);
        return builder.sign(Peers.keys().getPrivate());
    }

    private static String signWith(KeyPair keys, String kid) {
        return claims().jws()
                .algorithm(SignatureAlgorithm.ES256)
                .header("typ", TYPE)
                .keyId(kid)
                .sign(keys.getPrivate());
    }

    /** A correct signature over a payload that no builder would write. */
    private static String raw(String payload) throws Exception {
        var jws = new org.jose4j.jws.JsonWebSignature();
        jws.setPayload(payload);
        jws.setAlgorithmHeaderValue("ES256");
        jws.setKeyIdHeaderValue("peer-1");
        jws.setHeader("typ", TYPE);
        jws.setKey(Peers.keys().getPrivate());
        return jws.getCompactSerialization();
    }

    private static String hs256() throws Exception {
        var jws = new org.jose4j.jws.JsonWebSignature();
        jws.setPayload(new String(
                Base64.getUrlDecoder().decode(sign(claims(), TYPE, Map.of()).split("\\.")[1])));
        jws.setAlgorithmHeaderValue("HS256");
        jws.setKeyIdHeaderValue("peer-1");
        jws.setHeader("typ", TYPE);
        jws.setKey(new SecretKeySpec(Peers.keys().getPublic().getEncoded(), "HmacSHA256"));
        return jws.getCompactSerialization();
    }

    private static String jwe(String payload) throws Exception {
        var keys = KeyGenerator.getInstance("AES");
        keys.init(128);
        var jwe = new JsonWebEncryption();
        jwe.setPayload(payload);
        jwe.setAlgorithmHeaderValue(KeyManagementAlgorithmIdentifiers.A128KW);
        jwe.setEncryptionMethodHeaderParameter(ContentEncryptionAlgorithmIdentifiers.AES_128_GCM);
        jwe.setKey(keys.generateKey());
        return jwe.getCompactSerialization();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes());
    }
}
