package io.bureau.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.bureau.kit.http.Service;
import io.bureau.kit.principal.Principal;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the peers answer: who a credential is, and whether a limit admits. */
final class PeerAnswers implements ResponseDefinitionTransformerV2 {

    static final String NAME = "peers";
    static final List<String> PATHS =
            List.of("/internal/decisions", "/internal/sessions/verify", "/internal/keys/verify", "/internal/keys/uses");

    static final String PROFILES = "/internal/profiles/";

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Principal> known = new ConcurrentHashMap<>();
    private final Map<String, Duration> denied = new ConcurrentHashMap<>();

    void know(String credential, Principal principal) {
        known.put(credential, principal);
    }

    void forget(String credential) {
        known.remove(credential);
    }

    void deny(String policy, Duration retryAfter) {
        denied.put(policy, retryAfter);
    }

    void reset() {
        known.clear();
        denied.clear();
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        try {
            var request = event.getRequest();
            var question = json.readTree(request.getBody());
            if (request.getUrl().startsWith(PROFILES)) {
                return profile(request.getUrl());
            }
            var answer =
                    switch (request.getUrl()) {
                        case "/internal/decisions" -> decide(question);
                        case "/internal/keys/uses" -> Map.of();
                        case "/internal/keys/verify" ->
                            verify(question.path("key").asText(), callerOf(event));
                        default -> verify(question.path("token").asText(), callerOf(event));
                    };
            return ok(answer);
        } catch (IOException unreadable) {
            return new ResponseDefinitionBuilder().withStatus(400).build();
        }
    }

    private ResponseDefinition ok(Object answer) throws IOException {
        return new ResponseDefinitionBuilder()
                .withStatus(200)
                .withHeader("Content-Type", "application/json")
                .withBody(json.writeValueAsString(answer))
                .build();
    }

    /** Whoever has a session in an organisation is a member of it. */
    private ResponseDefinition profile(String url) throws IOException {
        for (var principal : known.values()) {
            var organisation = principal.organisation();
            if (url.equals(PROFILES + principal.user() + "?organisation=" + organisation.id())) {
                var membership = Map.of(
                        "id", organisation.id(),
                        "uuid", organisation.uuid(),
                        "name", organisation.name(),
                        "role", principal.role());
                return ok(Map.of("user", Map.of("id", principal.user()), "organisation", membership));
            }
        }
        return new ResponseDefinitionBuilder().withStatus(404).build();
    }

    private Map<String, Object> verify(String credential, Service caller) {
        var principal = known.get(credential);
        return principal == null
                ? Map.of("outcome", "invalid")
                : Map.of("outcome", "valid", "principal", Peers.principalToken(principal, caller));
    }

    private Map<String, Object> decide(JsonNode question) {
        var outcomes =
                question.path("decisions").valueStream().map(this::outcome).toList();
        return Map.of("decisions", outcomes);
    }

    private Map<String, Object> outcome(JsonNode decision) {
        var retryAfter = denied.get(decision.path("policy").asText());
        int limit = decision.path("limit").path("requests").asInt();
        return retryAfter == null
                ? Map.of("allowed", true, "limit", limit, "remaining", limit - 1, "resetSeconds", 60, "degraded", false)
                : Map.of(
                        "allowed",
                        false,
                        "limit",
                        limit,
                        "remaining",
                        0,
                        "resetSeconds",
                        60,
                        "retryAfterMillis",
                        retryAfter.toMillis(),
                        "degraded",
                        false);
    }

    /** The caller says who it is in its own token; its signature is checked where that is the subject of a test. */
    private Service callerOf(ServeEvent event) throws IOException {
        var payload = event.getRequest().getHeader("Authorization").split("\\.")[1];
        return Service.byId(json.readTree(Base64.getUrlDecoder().decode(payload))
                        .path("iss")
                        .asText())
                .orElseThrow();
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
