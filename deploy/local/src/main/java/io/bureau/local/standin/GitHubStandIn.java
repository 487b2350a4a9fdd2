package io.bureau.local.standin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OAuth as GitHub speaks it, and the two calls of its API that tell who somebody is.
 *
 * @see <a href="https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps">GitHub's
 *     description</a>
 */
final class GitHubStandIn {

    private static final String NAME = "GitHub";
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(8);

    private final String base;
    private final Client client;
    private final Issued<Grant> codes;
    private final Issued<Access> tokens;

    private record Grant(Person person, String redirectUri, Pkce pkce, List<String> scopes) {}

    private record Access(Person person, List<String> scopes) {}

    GitHubStandIn(String base, Client client, Clock clock) {
        this.base = base;
        this.client = client;
        this.codes = new Issued<>("", CODE_LIFETIME, clock);
        this.tokens = new Issued<>("gho_", TOKEN_LIFETIME, clock);
    }

    Reply authorize(Ask ask) {
        return refusal(ask).orElseGet(() -> consent(ask, 200, null));
    }

    Reply consented(Ask ask) {
        return refusal(ask).orElseGet(() -> grant(ask));
    }

    /** GitHub answers 200 even where it refuses, and in form encoding unless asked for JSON. */
    Reply accessToken(Ask ask) {
        var credentials = ask.client();
        if (!client.proves(credentials.id(), credentials.secret())) {
            return refuse(
                    ask, "incorrect_client_credentials", "The client_id and/or client_secret passed are incorrect.");
        }
        var grant = codes.take(ask.field("code")).orElse(null);
        if (grant == null || !grant.pkce().isProvenBy(ask.field("code_verifier"))) {
            return refuse(ask, "bad_verification_code", "The code passed is incorrect or expired.");
        }
        var redirectUri = ask.field("redirect_uri");
        if (redirectUri != null && !redirectUri.equals(grant.redirectUri())) {
            return refuse(
                    ask,
                    "redirect_uri_mismatch",
                    "The redirect_uri MUST match the registered callback URL for this application.");
        }
        var fields = new LinkedHashMap<String, String>();
        fields.put("access_token", tokens.issue(new Access(grant.person(), grant.scopes())));
        fields.put("scope", String.join(",", grant.scopes()));
        fields.put("token_type", "bearer");
        return answer(ask, fields);
    }

    Reply user(Ask ask) {
        return access(ask)
                .map(access -> Reply.json(200, user(access.person()))
                        .withHeader("X-OAuth-Scopes", String.join(", ", access.scopes())))
                .orElseGet(GitHubStandIn::badCredentials);
    }

    /** Only with the scope {@code user:email}; without it GitHub pretends that there is nothing here. */
    Reply emails(Ask ask) {
        var access = access(ask).orElse(null);
        if (access == null) {
            return badCredentials();
        }
        if (!access.scopes().contains("user:email") && !access.scopes().contains("user")) {
            return Reply.notFound();
        }
        return Reply.json(
                200,
                JsonArray.of(
                        new JsonObject()
                                .put("email", access.person().email())
                                .put("primary", true)
                                .put("verified", true)
                                .put("visibility", "private"),
                        new JsonObject()
                                .put("email", noReply(access.person()))
                                .put("primary", false)
                                .put("verified", true)
                                .putNull("visibility")));
    }

    private Reply grant(Ask ask) {
        try {
            var code = codes.issue(new Grant(
                    new Person(ask.field("email"), ask.field("name")),
                    redirectUri(ask),
                    new Pkce(ask.parameter("code_challenge")),
                    scopes(ask.parameter("scope"))));
            var fields = new LinkedHashMap<String, String>();
            fields.put("code", code);
            fields.put("state", ask.parameter("state"));
            return Reply.redirect(redirectUri(ask), fields);
        } catch (IllegalArgumentException nobody) {
            return consent(ask, 400, nobody.getMessage());
        }
    }

    private Optional<Reply> refusal(Ask ask) {
        if (!client.is(ask.parameter("client_id"))) {
            return Optional.of(Reply.notFound());
        }
        if (!client.redirectUri().toString().equals(redirectUri(ask))) {
            return Optional.of(goBack(
                    ask,
                    "redirect_uri_mismatch",
                    "The redirect_uri MUST match the registered callback URL for this application."));
        }
        if (ask.parameter("code_challenge") != null && !"S256".equals(ask.parameter("code_challenge_method"))) {
            return Optional.of(goBack(ask, "invalid_request", "The code_challenge_method must be S256."));
        }
        return Optional.empty();
    }

    /** To the address that was registered, whatever the request says. */
    private Reply goBack(Ask ask, String error, String description) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("error", error);
        fields.put("error_description", description);
        fields.put("state", ask.parameter("state"));
        return Reply.redirect(client.redirectUri().toString(), fields);
    }

    private Reply consent(Ask ask, int status, String error) {
        var cancel = goBack(ask, "access_denied", "The user has denied your application access.");
        return Reply.page(
                status, ConsentPage.ask(NAME, ask.uri(), cancel.headers().get("Location"), ask, error));
    }

    private JsonObject user(Person person) {
        return new JsonObject()
                .put("login", person.login())
                .put("id", person.number())
                .put("avatar_url", base + "/avatars/" + person.number())
                .put("html_url", base + "/" + person.login())
                .put("type", "User")
                .put("site_admin", false)
                .put("name", person.name())
                .putNull("email");
    }

    private Optional<Access> access(Ask ask) {
        return ask.token().flatMap(tokens::find);
    }

    private String redirectUri(Ask ask) {
        var sent = ask.parameter("redirect_uri");
        return sent == null ? client.redirectUri().toString() : sent;
    }

    private static List<String> scopes(String sent) {
        return sent == null || sent.isBlank()
                ? List.of()
                : Arrays.asList(sent.strip().split("[ ,]+"));
    }

    private static String noReply(Person person) {
        return person.number() + "+" + person.login() + "@users.noreply.github.com";
    }

    private static Reply badCredentials() {
        return Reply.json(
                401,
                new JsonObject()
                        .put("message", "Bad credentials")
                        .put("documentation_url", "https://docs.github.com/rest")
                        .put("status", "401"));
    }

    private static Reply refuse(Ask ask, String error, String description) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("error", error);
        fields.put("error_description", description);
        return answer(ask, fields);
    }

    private static Reply answer(Ask ask, Map<String, String> fields) {
        var accept = ask.headers().get("Accept");
        if (accept == null || !accept.contains("json")) {
            return Reply.form(200, fields);
        }
        var json = new JsonObject();
        fields.forEach(json::put);
        return Reply.json(200, json);
    }
}
