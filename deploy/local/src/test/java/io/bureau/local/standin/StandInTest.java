package io.bureau.local.standin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.local.secrets.Secrets;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both stand-ins over HTTP, as identity-service and a browser meet them. */
class StandInTest {

    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @TempDir
    Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();

    private String base;
    private Map<String, String> config;

    @BeforeEach
    void start() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        base = "http://localhost:" + port;
        var providers = new SignInProviders(
                Map.of(), URI.create(base), URI.create("http://localhost:8080"), new Secrets(directory));
        config = providers.config();
        new StandInServer(providers)
                .listen(vertx, port)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void discoveryNamesTheIssuerItWasFetchedFrom() throws Exception {
        var discovery = new JsonObject(get("/.well-known/openid-configuration").body());

        assertEquals(config.get("bureau.signin.google.issuer"), discovery.getString("issuer"));
        assertEquals(base + "/token", discovery.getString("token_endpoint"));
        assertTrue(discovery.getJsonArray("code_challenge_methods_supported").contains("S256"));
    }

    @Test
    void consentPageSaysWhatItIsAndHasOneForm() throws Exception {
        var page = get("/authorize?" + form(googleAsk())).body();

        assertTrue(page.contains("This is not Google. It is a stand-in"));
        assertEquals(2, page.split("<form ", -1).length);
        assertTrue(page.contains("name=\"email\"") && page.contains("name=\"name\""));
    }

    @Test
    void googleCodeBuysOneIdTokenThatItsKeysVerify() throws Exception {
        var location = consent("/authorize", googleAsk());
        assertEquals("st&te", location.get("state"));

        var answer = token("/token", exchange("google", location.get("code")));

        assertEquals(200, answer.statusCode());
        var claims = verified(new JsonObject(answer.body()).getString("id_token"));
        assertEquals(base, claims.getString("iss"));
        assertEquals(config.get("bureau.signin.google.client-id"), claims.getString("aud"));
        assertEquals("n-1", claims.getString("nonce"));
        assertEquals("ada@example.org", claims.getString("email"));
        assertTrue(claims.getBoolean("email_verified"));
        assertEquals("Ada Lovelace", claims.getString("name"));
        assertTrue(claims.getString("sub").matches("1\\d{20}"));
    }

    @Test
    void subjectFollowsTheEmailAndNothingElse() {
        var subject = new Person("ada@example.org", "Ada").subject();

        assertEquals(subject, new Person(" ADA@example.org", "Countess of Lovelace").subject());
        assertNotEquals(subject, new Person("ada@example.com", "Ada").subject());
    }

    @Test
    void codeIsGoodOnce() throws Exception {
        var code = consent("/authorize", googleAsk()).get("code");
        assertEquals(200, token("/token", exchange("google", code)).statusCode());

        assertRefused(token("/token", exchange("google", code)), 400, "invalid_grant");
    }

    @Test
    void wrongVerifierIsRefusedAndSpendsTheCode() throws Exception {
        var code = consent("/authorize", googleAsk()).get("code");
        var wrong = exchange("google", code);
        wrong.put("code_verifier", VERIFIER + "x");

        assertRefused(token("/token", wrong), 400, "invalid_grant");
        assertRefused(token("/token", exchange("google", code)), 400, "invalid_grant");
    }

    @Test
    void missingVerifierIsRefused() throws Exception {
        var fields = exchange("google", consent("/authorize", googleAsk()).get("code"));
        fields.remove("code_verifier");

        assertRefused(token("/token", fields), 400, "invalid_grant");
    }

    @Test
    void wrongSecretIsRefused() throws Exception {
        var fields = exchange("google", consent("/authorize", googleAsk()).get("code"));
        fields.put("client_secret", "guess");

        assertRefused(token("/token", fields), 401, "invalid_client");
    }

    @Test
    void otherRedirectUriIsRefusedAtBothEnds() throws Exception {
        var ask = googleAsk();
        ask.put("redirect_uri", "http://localhost:8080/elsewhere");
        var page = get("/authorize?" + form(ask));
        assertEquals(400, page.statusCode());
        assertTrue(page.body().contains("redirect_uri_mismatch"));

        var fields = exchange("google", consent("/authorize", googleAsk()).get("code"));
        fields.put("redirect_uri", "http://localhost:8080/elsewhere");
        assertRefused(token("/token", fields), 400, "redirect_uri_mismatch");
    }

    @Test
    void nobodyIsAskedAgain() throws Exception {
        var answer = post("/authorize?" + form(googleAsk()), Map.of("email", "<b>", "name", "\"><script>"));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("That is not an e-mail address."));
        assertFalse(answer.body().contains("<script>"));
    }

    @Test
    void gitHubCodeBuysATokenThatTellsWhoSomebodyIs() throws Exception {
        var location = consent("/login/oauth/authorize", gitHubAsk());
        var answer = token("/login/oauth/access_token", exchange("github", location.get("code")));
        var token = new JsonObject(answer.body());
        assertEquals("bearer", token.getString("token_type"));

        var user = new JsonObject(api("/user", token.getString("access_token")).body());
        assertTrue(user.getLong("id") > 0);
        assertEquals("ada", user.getString("login"));
        assertEquals("Ada Lovelace", user.getString("name"));
        var emails = new JsonArray(
                api("/user/emails", token.getString("access_token")).body());
        assertEquals("ada@example.org", emails.getJsonObject(0).getString("email"));
        assertTrue(emails.getJsonObject(0).getBoolean("primary"));
        assertTrue(emails.getJsonObject(0).getBoolean("verified"));
    }

    @Test
    void gitHubRefusesWith200AndAnError() throws Exception {
        var code = consent("/login/oauth/authorize", gitHubAsk()).get("code");
        var wrong = exchange("github", code);
        wrong.put("code_verifier", "wrong");

        assertEquals("bad_verification_code", error(token("/login/oauth/access_token", wrong)));
        assertEquals("bad_verification_code", error(token("/login/oauth/access_token", exchange("github", code))));
        var guess = exchange("github", code);
        guess.put("client_secret", "guess");
        assertEquals("incorrect_client_credentials", error(token("/login/oauth/access_token", guess)));
    }

    @Test
    void gitHubSendsAMismatchedRedirectToTheRegisteredOne() throws Exception {
        var ask = gitHubAsk();
        ask.put("redirect_uri", "http://evil.example/auth/github/callback");

        var location = get("/login/oauth/authorize?" + form(ask))
                .headers()
                .firstValue("Location")
                .orElseThrow();

        assertTrue(location.startsWith("http://localhost:8080/auth/github/callback?error=redirect_uri_mismatch"));
    }

    @Test
    void gitHubHidesEmailsWithoutTheirScope() throws Exception {
        var ask = gitHubAsk();
        ask.put("scope", "read:user");
        var code = consent("/login/oauth/authorize", ask).get("code");
        var token = new JsonObject(
                token("/login/oauth/access_token", exchange("github", code)).body());

        assertEquals(200, api("/user", token.getString("access_token")).statusCode());
        assertEquals(404, api("/user/emails", token.getString("access_token")).statusCode());
        assertEquals(401, api("/user", "gho_unknown").statusCode());
    }

    @Test
    void realProviderTakesThePlaceOfItsStandIn() {
        var real = new SignInProviders(
                Map.of("GOOGLE_CLIENT_ID", "id", "GOOGLE_CLIENT_SECRET", "secret"),
                URI.create(base),
                URI.create("http://localhost:8080"),
                new Secrets(directory));

        assertEquals("id", real.config().get("bureau.signin.google.client-id"));
        assertFalse(real.config().containsKey("bureau.signin.google.issuer"));
        assertTrue(real.google().isEmpty());
        assertTrue(real.gitHub().isPresent());
    }

    private Map<String, String> googleAsk() {
        var ask = new TreeMap<String, String>();
        ask.put("client_id", config.get("bureau.signin.google.client-id"));
        ask.put("redirect_uri", "http://localhost:8080/auth/google/callback");
        ask.put("response_type", "code");
        ask.put("scope", "openid email profile");
        ask.put("state", "st&te");
        ask.put("nonce", "n-1");
        ask.put("code_challenge", CHALLENGE);
        ask.put("code_challenge_method", "S256");
        return ask;
    }

    private Map<String, String> gitHubAsk() {
        var ask = googleAsk();
        ask.put("client_id", config.get("bureau.signin.github.client-id"));
        ask.put("redirect_uri", "http://localhost:8080/auth/github/callback");
        ask.put("scope", "read:user user:email");
        return ask;
    }

    private Map<String, String> exchange(String provider, String code) {
        var fields = new HashMap<String, String>();
        fields.put("grant_type", "authorization_code");
        fields.put("code", code);
        fields.put("redirect_uri", "http://localhost:8080/auth/" + provider + "/callback");
        fields.put("client_id", config.get("bureau.signin." + provider + ".client-id"));
        fields.put("client_secret", config.get("bureau.signin." + provider + ".client-secret"));
        fields.put("code_verifier", VERIFIER);
        return fields;
    }

    /** Fills in the form; what the browser is sent on with. */
    private Map<String, String> consent(String path, Map<String, String> ask) throws Exception {
        var answer = post(path + "?" + form(ask), Map.of("email", "ada@example.org", "name", "Ada Lovelace"));
        assertEquals(302, answer.statusCode());
        var location = URI.create(answer.headers().firstValue("Location").orElseThrow());
        assertEquals(ask.get("redirect_uri"), location.toString().split("\\?")[0]);
        return Arrays.stream(location.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0], pair -> java.net.URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private JsonObject verified(String idToken) throws Exception {
        var parts = idToken.split("\\.");
        var key = new JsonObject(get("/jwks").body()).getJsonArray("keys").getJsonObject(0);
        var publicKey = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key.getString("n")), number(key.getString("e"))));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(publicKey);
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
        var header = new JsonObject(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8));
        assertEquals("RS256", header.getString("alg"));
        assertEquals(key.getString("kid"), header.getString("kid"));
        return new JsonObject(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }

    private static BigInteger number(String encoded) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(encoded));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base + path)));
    }

    private HttpResponse<String> api(String path, String token) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", "Bearer " + token));
    }

    private HttpResponse<String> token(String path, Map<String, String> fields) throws Exception {
        return post(path, fields);
    }

    private HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form(fields))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
    }

    private static String form(Map<String, String> fields) {
        return Reply.encode(fields);
    }

    private static String error(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode());
        return new JsonObject(answer.body()).getString("error");
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String error) {
        assertEquals(status, answer.statusCode());
        assertEquals(error, new JsonObject(answer.body()).getString("error"));
    }
}
