package io.bureau.identity.signin;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The addresses of a GitHub user.
 *
 * @see <a href="https://docs.github.com/en/rest/users/emails">REST API endpoints for emails</a>
 */
@ApplicationScoped
class GitHubEmails {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Email(String email, boolean primary, boolean verified) {}

    private static final TypeReference<List<Email>> EMAILS = new TypeReference<>() {};

    private final WebClient client;
    private final SignInConfig config;
    private final ObjectMapper json;

    GitHubEmails(Vertx vertx, SignInConfig config, ObjectMapper json) {
        this.client = WebClient.create(vertx);
        this.config = config;
        this.json = json;
    }

    /** The one address that is both primary and verified. Fails with {@link ProviderFault} on anything but a list. */
    Uni<Optional<String>> primary(SecurityIdentity identity) {
        var token = identity.getCredential(AccessTokenCredential.class).getToken();
        return client.getAbs(config.github().apiUrl() + "/user/emails")
                .timeout(config.providerDeadline().toMillis())
                .putHeader("Authorization", "Bearer " + token)
                .putHeader("Accept", "application/vnd.github+json")
                .putHeader("User-Agent", "Bureau")
                .send()
                .map(this::read)
                .map(emails -> emails.stream()
                        .filter(email -> email.primary() && email.verified() && email.email() != null)
                        .map(Email::email)
                        .findFirst());
    }

    private List<Email> read(HttpResponse<Buffer> response) {
        if (response.statusCode() != 200 || response.body() == null) {
            throw new ProviderFault("/user/emails answered status " + response.statusCode());
        }
        try {
            return json.readValue(response.body().getBytes(), EMAILS);
        } catch (IOException unreadable) {
            throw new ProviderFault("/user/emails is not a list of addresses");
        }
    }
}
