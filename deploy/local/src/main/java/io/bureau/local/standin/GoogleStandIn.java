package io.bureau.local.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * OpenID Connect as Google speaks it: authorisation code with PKCE, ID tokens, userinfo.
 *
 * @see <a href="https://developers.google.com/identity/openid-connect/openid-connect">Google's description</a>
 */
final class GoogleStandIn {

    private static final String NAME = "Google";
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    private final String issuer;
    private final Client client;
    private final IdTokens idTokens;
    private final Clock clock;
    private final Issued<Grant> codes;
    private final Issued<Person> accessTokens;

    private record Grant(Person person, String redirectUri, Pkce pkce, String nonce, String scope) {}

    GoogleStandIn(String issuer, Client client, IdTokens idTokens, Clock clock) {
        this.issuer = issuer;
        this.client = client;
        this.idTokens = idTokens;
        this.clock = clock;
        this.codes = new Issued<>("4/0", CODE_LIFETIME, clock);
        this.accessTokens = new Issued<>("ya29.", TOKEN_LIFETIME, clock);
    }

    Reply discovery() {
        return Reply.json(
                200,
                new JsonObject()
                        .put("issuer", issuer)
                        .put("authorization_endpoint", issuer + "/authorize")
                        .put("token_endpoint", issuer + "/token")
                        .put("userinfo_endpoint", issuer + "/userinfo")
                        .put("jwks_uri", issuer + "/jwks")
                        .put("response_types_supported", JsonArray.of("code"))
                        .put("response_modes_supported", JsonArray.of("query"))
                        .put("grant_types_supported", JsonArray.of("authorization_code"))
                        .put("subject_types_supported", JsonArray.of("public"))
                        .put("id_token_signing_alg_values_supported", JsonArray.of("RS256"))
                        .put("scopes_supported", JsonArray.of("openid", "email", "profile"))
                        .put(
                                "token_endpoint_auth_methods_supported",
                                JsonArray.of("client_secret_post", "client_secret_basic"))
                        .put("code_challenge_methods_supported", JsonArray.of("S256"))
                        .put(
                                "claims_supported",
                                JsonArray.of(
                                        "aud",
                                        "email",
                                        "email_verified",
                                        "exp",
                                        "given_name",
                                        "iat",
                                        "iss",
                                        "name",
                                        "picture",
                                        "sub")));
    }

    Reply keySet() {
        return Reply.json(200, idTokens.keySet());
    }

    /** The consent page, or the page that says why there is none. */
    Reply authorize(Ask ask) {
        var refusal = refusal(ask);
        return refusal == null ? consent(ask, 200, null) : refusal;
    }

    /** The form sent back: on to Bureau with a code. */
    Reply consented(Ask ask) {
        var refusal = refusal(ask);
        if (refusal != null) {
            return refusal;
        }
        try {
            var person = new Person(ask.field("email"), ask.field("name"));
            var scope = ask.parameter("scope");
            var code = codes.issue(new Grant(
                    person,
                    ask.parameter("redirect_uri"),
                    new Pkce(ask.parameter("code_challenge")),
                    ask.parameter("nonce"),
                    scope));
            var fields = new LinkedHashMap<String, String>();
            fields.put("state", ask.parameter("state"));
            fields.put("code", code);
            fields.put("scope", scope);
            fields.put("authuser", "0");
            fields.put("prompt", "consent");
            return Reply.redirect(ask.parameter("redirect_uri"), fields);
        } catch (IllegalArgumentException nobody) {
            return consent(ask, 400, nobody.getMessage());
        }
    }

    Reply token(Ask ask) {
        if (!"authorization_code".equals(ask.field("grant_type"))) {
            return refuse(400, "unsupported_grant_type", "Invalid grant_type: " + ask.field("grant_type"));
        }
        var credentials = ask.client();
        if (!client.proves(credentials.id(), credentials.secret())) {
            return refuse(401, "invalid_client", "Unauthorized");
        }
        var grant = codes.take(ask.field("code")).orElse(null);
        if (grant == null) {
            return refuse(400, "invalid_grant", "Bad Request");
        }
        if (!grant.redirectUri().equals(ask.field("redirect_uri"))) {
            return refuse(400, "redirect_uri_mismatch", "Bad Request");
        }
        if (!grant.pkce().isProvenBy(ask.field("code_verifier"))) {
            return refuse(
                    400,
                    "invalid_grant",
                    ask.field("code_verifier") == null ? "Missing code verifier." : "Invalid code verifier.");
        }
        var accessToken = accessTokens.issue(grant.person());
        return Reply.json(
                        200,
                        new JsonObject()
                                .put("access_token", accessToken)
                                .put("expires_in", TOKEN_LIFETIME.toSeconds() - 1)
                                .put("scope", grant.scope())
                                .put("token_type", "Bearer")
                                .put("id_token", idTokens.sign(claims(grant, accessToken))))
                .withHeader("Cache-Control", "no-store");
    }

    Reply userInfo(Ask ask) {
        return ask.token()
                .flatMap(accessTokens::find)
                .map(person -> Reply.json(200, profile(person)))
                .orElseGet(() -> Reply.json(
                                401,
                                new JsonObject()
                                        .put("error", "invalid_request")
                                        .put("error_description", "Invalid Credentials"))
                        .withHeader("WWW-Authenticate", "Bearer realm=\"" + issuer + "\", error=\"invalid_token\""));
    }

    private JsonObject claims(Grant grant, String accessToken) {
        long now = clock.instant().getEpochSecond();
        var claims = new JsonObject()
                .put("iss", issuer)
                .put("azp", client.id())
                .put("aud", client.id())
                .put("at_hash", IdTokens.hashOf(accessToken))
                .put("iat", now)
                .put("exp", now + TOKEN_LIFETIME.toSeconds())
                .mergeIn(profile(grant.person()));
        return grant.nonce() == null ? claims : claims.put("nonce", grant.nonce());
    }

    private JsonObject profile(Person person) {
        return new JsonObject()
                .put("sub", person.subject())
                .put("email", person.email())
                .put("email_verified", true)
                .put("name", person.name())
                .put("given_name", person.givenName())
                .put("picture", issuer + "/avatars/" + person.number());
    }

    private Reply refusal(Ask ask) {
        if (!client.is(ask.parameter("client_id"))) {
            return ConsentPage.refuse(NAME, 401, "invalid_client", "The OAuth client was not found.");
        }
        if (!client.redirectUri().toString().equals(ask.parameter("redirect_uri"))) {
            return ConsentPage.refuse(
                    NAME, 400, "redirect_uri_mismatch", "The redirect URI in the request is not a registered one.");
        }
        if (!"code".equals(ask.parameter("response_type"))) {
            return ConsentPage.refuse(NAME, 400, "unsupported_response_type", "Only the response type code is known.");
        }
        var scope = ask.parameter("scope");
        if (scope == null || !Arrays.asList(scope.split(" ")).contains("openid")) {
            return ConsentPage.refuse(NAME, 400, "invalid_scope", "The scope openid is missing.");
        }
        if (ask.parameter("code_challenge") != null && !"S256".equals(ask.parameter("code_challenge_method"))) {
            return ConsentPage.refuse(NAME, 400, "invalid_request", "The code challenge method must be S256.");
        }
        return null;
    }

    private static Reply consent(Ask ask, int status, String error) {
        var cancel = new LinkedHashMap<String, String>();
        cancel.put("error", "access_denied");
        cancel.put("state", ask.parameter("state"));
        var back = ask.parameter("redirect_uri") + "?" + Reply.encode(cancel);
        return Reply.page(status, ConsentPage.ask(NAME, ask.uri(), back, ask, error));
    }

    private static Reply refuse(int status, String error, String description) {
        return Reply.json(status, new JsonObject(Map.of("error", error, "error_description", description)));
    }
}
