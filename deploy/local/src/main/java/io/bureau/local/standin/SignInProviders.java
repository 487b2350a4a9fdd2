package io.bureau.local.standin;

import io.bureau.local.secrets.Secrets;
import java.net.URI;
import java.security.KeyPair;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Who people sign in with: the real Google or GitHub where their client id is in the environment, our stand-in where it
 * is not. identity-service cannot tell the difference.
 */
public final class SignInProviders {

    private static final String CLIENT_ID = "bureau-on-one-machine";

    private final Map<String, String> config = new HashMap<>();
    private final CompletableFuture<KeyPair> keys;
    private final Optional<GoogleStandIn> google;
    private final Optional<GitHubStandIn> gitHub;

    /**
     * @param environment ours, in which somebody may have put the credentials of a real provider
     * @param standIn where the stand-ins are reached, by services and browsers alike
     */
    public SignInProviders(Map<String, String> environment, URI standIn, URI publicUrl, Secrets secrets) {
        var base = standIn.toString();
        if (real(environment, "GOOGLE", "google")) {
            keys = CompletableFuture.completedFuture(null);
            google = Optional.empty();
        } else {
            var client = client("google", publicUrl, secrets);
            offer("google", client.id(), client.secret());
            config.put("bureau.signin.google.issuer", base);
            // Finding an RSA key takes a second or two, in which others have much to do.
            keys = CompletableFuture.supplyAsync(secrets::idTokenKeys);
            google = Optional.of(new GoogleStandIn(base, client, new IdTokens(keys), Clock.systemUTC()));
        }
        if (real(environment, "GITHUB", "github")) {
            gitHub = Optional.empty();
        } else {
            var client = client("github", publicUrl, secrets);
            offer("github", client.id(), client.secret());
            config.put("bureau.signin.github.authorize-url", base + "/login/oauth/authorize");
            config.put("bureau.signin.github.token-url", base + "/login/oauth/access_token");
            config.put("bureau.signin.github.api-url", base);
            gitHub = Optional.of(new GitHubStandIn(base, client, Clock.systemUTC()));
        }
    }

    /** What identity-service is told. */
    public Map<String, String> config() {
        return Map.copyOf(config);
    }

    /** Whether a stand-in has to run at all. */
    public boolean needStandIns() {
        return google.isPresent() || gitHub.isPresent();
    }

    /** Completes when the stand-ins have all that they answer with. */
    CompletionStage<?> ready() {
        return keys;
    }

    Optional<GoogleStandIn> google() {
        return google;
    }

    Optional<GitHubStandIn> gitHub() {
        return gitHub;
    }

    private boolean real(Map<String, String> environment, String variable, String provider) {
        var id = environment.getOrDefault(variable + "_CLIENT_ID", "");
        var secret = environment.getOrDefault(variable + "_CLIENT_SECRET", "");
        if (id.isBlank() || secret.isBlank()) {
            return false;
        }
        offer(provider, id, secret);
        return true;
    }

    private void offer(String provider, String id, String secret) {
        config.put("bureau.signin." + provider + ".client-id", id);
        config.put("bureau.signin." + provider + ".client-secret", secret);
    }

    private static Client client(String provider, URI publicUrl, Secrets secrets) {
        return new Client(
                CLIENT_ID,
                secrets.password(provider + "-client-secret"),
                publicUrl.resolve("/auth/" + provider + "/callback"));
    }
}
