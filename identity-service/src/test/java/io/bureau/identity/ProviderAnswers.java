package io.bureau.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.bureau.identity.FakeProviders.Grant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.RsaJsonWebKey;

/** What the providers answer to code exchanges and to questions about a person. */
final class ProviderAnswers implements ResponseDefinitionTransformerV2 {

    static final String NAME = "providers";

    private static final String KID = "google-1";
    private static final KeyPair KEYS = generate();
    private static final KeyPair STRANGER = generate();

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private final Map<String, Person> accessTokens = new ConcurrentHashMap<>();
    private volatile UnaryOperator<IdToken> tamper = UnaryOperator.identity();

    void grant(String code, Grant grant) {
        codes.put(code, grant);
    }

    void tamper(UnaryOperator<IdToken> change) {
        tamper = change;
    }

    void reset() {
        codes.clear();
        accessTokens.clear();
        tamper = UnaryOperator.identity();
    }

    String keySet() {
        var jwk = new RsaJsonWebKey((RSAPublicKey) KEYS.getPublic());
        jwk.setKeyId(KID);
        jwk.setAlgorithm("RS256");
        jwk.setUse("sig");
        return "{\"keys\":[" + jwk.toJson() + "]}";
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        var request = event.getRequest();
        return switch (request.getUrl()) {
            case "/google/token", "/github/access_token" ->
                exchange(
                        FakeProviders.form(request.getBodyAsString()),
                        request.getUrl().startsWith("/google"));
            case "/github/api/user" -> about(request.getHeader("Authorization"), ProviderAnswers::user);
            default -> about(request.getHeader("Authorization"), ProviderAnswers::emails);
        };
    }

    private ResponseDefinition exchange(Map<String, String> form, boolean byGoogle) {
        var grant = codes.remove(form.getOrDefault("code", ""));
        boolean holds = grant != null
                && grant.byGoogle() == byGoogle
                && "authorization_code".equals(form.get("grant_type"))
                && FakeProviders.CLIENT.equals(form.get("client_id"))
                && FakeProviders.SECRET.equals(form.get("client_secret"))
                && grant.asked().get("redirect_uri").equals(form.get("redirect_uri"))
                && "S256".equals(grant.asked().get("code_challenge_method"))
                && challenge(form.getOrDefault("code_verifier", ""))
                        .equals(grant.asked().get("code_challenge"));
        if (!holds) {
            // Google answers 400; GitHub says it with a 200.
            return answer(byGoogle ? 400 : 200, Map.of("error", "invalid_grant"));
        }
        var accessToken = UUID.randomUUID().toString();
        accessTokens.put(accessToken, grant.person());
        var tokens = new HashMap<String, Object>();
        tokens.put("access_token", accessToken);
        tokens.put("token_type", "Bearer");
        if (byGoogle) {
            tokens.put("expires_in", 3599);
            tokens.put("id_token", idToken(grant));
        }
        return answer(200, tokens);
    }

    private String idToken(Grant grant) {
        var now = Instant.now().getEpochSecond();
        var claims = new HashMap<>(grant.person().claims());
        claims.put("iss", FakeProviders.googleIssuer());
        claims.put("aud", FakeProviders.CLIENT);
        claims.put("azp", FakeProviders.CLIENT);
        claims.put("iat", now);
        claims.put("exp", now + 3600);
        claims.put("nonce", grant.asked().get("nonce"));
        return sign(tamper.apply(new IdToken(claims, IdToken.Signing.RS256)));
    }

    private String sign(IdToken token) {
        try {
            var algorithm =
                    switch (token.signing()) {
                        case RS256, RS256_BY_A_STRANGER -> "RS256";
                        case HS256_WITH_THE_PUBLIC_KEY -> "HS256";
                        case NONE -> "none";
                    };
            var header = Map.of("alg", algorithm, "typ", "JWT", "kid", KID);
            var body = encode(json.writeValueAsBytes(header)) + "." + encode(json.writeValueAsBytes(token.claims()));
            return body + "." + encode(signature(token.signing(), body.getBytes(StandardCharsets.US_ASCII)));
        } catch (JsonProcessingException | GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] signature(IdToken.Signing how, byte[] body) throws GeneralSecurityException {
        return switch (how) {
            case RS256 -> rsa(KEYS, body);
            case RS256_BY_A_STRANGER -> rsa(STRANGER, body);
            case HS256_WITH_THE_PUBLIC_KEY -> {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(KEYS.getPublic().getEncoded(), "HmacSHA256"));
                yield mac.doFinal(body);
            }
            case NONE -> new byte[0];
        };
    }

    private static byte[] rsa(KeyPair keys, byte[] body) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(body);
        return signature.sign();
    }

    private ResponseDefinition about(String authorization, java.util.function.Function<Person, Object> what) {
        var person = authorization == null ? null : accessTokens.get(authorization.replaceFirst("(?i)^bearer ", ""));
        return person == null ? answer(401, Map.of("message", "Bad credentials")) : answer(200, what.apply(person));
    }

    private static Object user(Person person) {
        return Map.of(
                "id", person.githubId(),
                "login", person.login(),
                "name", person.name(),
                "email", "public-" + person.email(),
                "avatar_url", "https://avatars.githubusercontent.com/u/" + person.githubId());
    }

    private static Object emails(Person person) {
        return List.of(
                Map.of("email", "other-" + person.email(), "primary", false, "verified", true),
                Map.of("email", person.email(), "primary", true, "verified", person.verified()));
    }

    private ResponseDefinition answer(int status, Object body) {
        try {
            return new ResponseDefinitionBuilder()
                    .withStatus(status)
                    .withHeader("Content-Type", "application/json")
                    .withBody(json.writeValueAsString(body))
                    .build();
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String challenge(String verifier) {
        try {
            return encode(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair generate() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }
}
