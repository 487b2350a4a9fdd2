package io.bureau.apikey.leak;

import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.bureau.apikey.Bureau.verify;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.apikey.Bureau;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Logs;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
@QuarkusTestResource(GitHub.class)
class SecretScanningTest {

    private static final String PLACE = "https://github.com/octocat/Hello-World/blob/main/a.txt";

    private final Principal owner = Principals.owner();
    private final Signer github = Signer.create();

    @BeforeEach
    void reset() {
        Peers.reset();
        GitHub.publish(github);
    }

    @Test
    void keysThatWereFoundAreRevokedAndGitHubLearnsWhichWereReal() throws Exception {
        var key = createKey(owner);
        var revoked = createKey(owner);
        asSession(owner).delete("/api/keys/" + revoked.id()).then().statusCode(200);
        var unknown = ApiKey.generate().reveal();

        send(message(key.key(), revoked.key(), unknown, "sk_live_x"))
                .statusCode(200)
                .body("label", contains("true_positive", "true_positive", "false_positive", "false_positive"))
                .body("token_type", contains(Collections.nCopies(4, is("bureau_api_key"))))
                .body(
                        "token_hash",
                        contains(sha256(key.key()), sha256(revoked.key()), sha256(unknown), sha256("sk_live_x")))
                .body("token_raw", contains(Collections.nCopies(4, nullValue())));

        verify(key.key()).body("outcome", is("invalid"));
        asSession(owner)
                .get("/api/keys")
                .then()
                .body("find { it.id == '" + key.id() + "' }.revokedReason", is("secret_scanning"));
        assertEquals(List.of("key.create", "key.report", "key.revoke"), Trail.actions(key.id()));
        var reported = Trail.of(key.id()).get(1);
        assertEquals("source=github place=content url=" + PLACE, reported.detail());
        assertEquals("127.0.0.1", reported.ip());
        assertEquals(List.of("key.create", "key.revoke"), Trail.actions(revoked.id()));
    }

    @Test
    void theSameKeyTwiceAndTheSameMessageAgainAreHarmless() throws Exception {
        var key = createKey(owner);
        var message = message(key.key(), key.key());

        send(message).statusCode(200).body("label", contains("true_positive", "true_positive"));
        send(message).statusCode(200).body("label", contains("true_positive", "true_positive"));

        assertEquals(List.of("key.create", "key.report", "key.revoke"), Trail.actions(key.id()));
    }

    /** What is in public needs no quarantine. */
    @Test
    void aKeyIsRevokedWhateverItsOrganisationHasChosen() {
        asSession(owner)
                .body("{\"response\":\"quarantine\"}")
                .put("/api/keys/leak-response")
                .then()
                .statusCode(200);
        var key = createKey(owner);

        send(message(key.key())).statusCode(200);

        verify(key.key()).body("outcome", is("invalid"));
    }

    @Test
    void s17_s46_theSecretIsNowhereNorWhatElseTheUrlHolds() throws Exception {
        try (var logs = Logs.capture()) {
            var key = createKey(owner);
            var secret = key.key().substring(17);
            var url = "https://jane:pw@github.com/a%20b/" + key.key() + ".txt?token=query-" + key.key() + "#fragment";

            var answer = send(json(List.of(found(key.key(), url))))
                    .statusCode(200)
                    .extract()
                    .asString();
            send(json(List.of(found(key.key(), url))) + "broken").statusCode(400);

            for (var place : List.of(answer, Trail.dump(), String.join("", logs.events()))) {
                assertFalse(place.isEmpty());
                assertFalse(place.contains(secret.substring(0, 20)), place);
            }
            assertEquals(
                    "source=github place=content url=https://github.com/a%20b/sk_live_***.txt",
                    Trail.of(key.id()).get(1).detail());
            assertFalse(
                    new FoundToken(key.key(), "t", url, "content").toString().contains(secret));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a url", "/a", "https://%", "javascript:alert(1)"})
    void aUrlThatIsNoneIsNotKept(String url) throws Exception {
        var key = createKey(owner);

        send(json(List.of(found(key.key(), url)))).statusCode(200);

        assertEquals(
                "source=github place=content url=unknown",
                Trail.of(key.id()).get(1).detail());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no identifier",
                "no signature",
                "neither",
                "another's",
                "of another message",
                "not base64",
                "not DER",
                "empty",
                "of another curve"
            })
    void whatGitHubHasNotSignedIsRefusedAndChangesNothing(String what) {
        var key = createKey(owner);
        var message = message(key.key());
        var stranger = Signer.create();
        var request = given().contentType(ContentType.JSON).body(message);
        switch (what) {
            case "no identifier" -> request.header(SIGNATURE, github.sign(message));
            case "no signature" -> request.header(IDENTIFIER, github.identifier());
            case "neither" -> {}
            case "another's" ->
                request.header(IDENTIFIER, stranger.identifier()).header(SIGNATURE, stranger.sign(message));
            case "of another message" ->
                request.header(IDENTIFIER, github.identifier()).header(SIGNATURE, github.sign(message + " "));
            case "not base64" -> request.header(IDENTIFIER, github.identifier()).header(SIGNATURE, "?");
            case "not DER" -> request.header(IDENTIFIER, github.identifier()).header(SIGNATURE, "AAAA");
            case "empty" -> request.header(IDENTIFIER, github.identifier()).header(SIGNATURE, "");
            default -> {
                var other = Signer.onAnotherCurve();
                GitHub.publish(github, other);
                request.header(IDENTIFIER, other.identifier()).header(SIGNATURE, other.sign(message));
            }
        }

        request.post(ROUTE)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", notNullValue())
                .body("error.code", is("UNAUTHORIZED"))
                .body("error.requestId", notNullValue());
        verify(key.key()).body("outcome", is("valid"));
    }

    @Test
    void whileGitHubsKeysCannotBeHadTheAnswerIs503AndTheSameMessageIsTakenLater() {
        var key = createKey(owner);
        GitHub.fail();

        send(message(key.key()))
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("error.code", is("DEPENDENCY_UNAVAILABLE"));
        verify(key.key()).body("outcome", is("valid"));

        GitHub.publish(github);
        send(message(key.key())).statusCode(200);
        verify(key.key()).body("outcome", is("invalid"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "[null]",
                "null",
                "x",
                "[{\"type\":\"t\"}]",
                "[{\"token\":\"t\"}]",
                "[{\"token\":{}}]"
            })
    void whatIsSignedButNoListOfTokensIsRefused(String message) {
        send(message).statusCode(400).body("error.code", is("BAD_REQUEST"));
    }

    @Test
    void anEmptyListIsAnsweredByOneAndFieldsThatWeDoNotKnowAreNoError() {
        send("[]").statusCode(200).body("", is(List.of()));
        send("[{\"token\":\"t\",\"type\":\"n\",\"url\":null,\"source\":null,\"new\":1}]")
                .statusCode(200)
                .body("label", contains("false_positive"));
    }

    @Test
    void tooManyTokensAndTooLargeABodyAreRefused() {
        var key = createKey(owner).key();

        send(message(Collections.nCopies(21, key).toArray(String[]::new)))
                .statusCode(413)
                .body("error.code", is("PAYLOAD_TOO_LARGE"));
        send("[\"" + "x".repeat(10_000_000) + "\"]").statusCode(413).body("error.code", is("PAYLOAD_TOO_LARGE"));

        verify(key).body("outcome", is("valid"));
        send(message(Collections.nCopies(20, key).toArray(String[]::new))).statusCode(200);
    }

    private static final String ROUTE = "/api/keys/secret-scanning";
    private static final String IDENTIFIER = "Github-Public-Key-Identifier";
    private static final String SIGNATURE = "Github-Public-Key-Signature";

    private ValidatableResponse send(String message) {
        return given().contentType(ContentType.JSON)
                .header(IDENTIFIER, github.identifier())
                .header(SIGNATURE, github.sign(message))
                .body(message)
                .post(ROUTE)
                .then();
    }

    private static String message(String... tokens) {
        return json(Arrays.stream(tokens)
                .map(token -> found(token, PLACE + "?token=x#L1"))
                .toList());
    }

    private static Map<String, String> found(String token, String url) {
        return Map.of("token", token, "type", "bureau_api_key", "url", url, "source", "content");
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
