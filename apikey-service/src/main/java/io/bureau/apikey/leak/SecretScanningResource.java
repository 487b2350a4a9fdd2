package io.bureau.apikey.leak;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.ClientAddress;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestHeader;

/**
 * GitHub tells us of keys that it has found in public. Its signature is the credential.
 *
 * @see <a href="https://docs.github.com/en/code-security/secret-scanning/secret-scanning-partnership-program/secret-scanning-partner-program">Secret
 *     scanning partner program</a>
 */
@Path("/api/keys/secret-scanning")
@PermitAll
class SecretScanningResource {

    private static final Logger LOG = Logger.getLogger(SecretScanningResource.class);

    /**
     * What GitHub wants to hear of each token.
     *
     * @param hash its SHA-256 in hexadecimal digits: the token itself is not sent back
     * @param label {@code true_positive} if it is, or was, a key of ours, else {@code false_positive}
     */
    record Feedback(
            @JsonProperty("token_hash") String hash,
            @JsonProperty("token_type") String type,
            String label) {

        static Feedback of(FoundTokens.Judged judged) {
            var token = judged.token();
            return new Feedback(
                    sha256(token.token()), token.type(), judged.ours() ? "true_positive" : "false_positive");
        }
    }

    private final ScanningKeys signers;
    private final ScanningMessages messages;
    private final FoundTokens found;

    SecretScanningResource(ScanningKeys signers, ScanningMessages messages, FoundTokens found) {
        this.signers = signers;
        this.messages = messages;
        this.found = found;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<List<Feedback>> receive(
            @RestHeader("Github-Public-Key-Identifier") String identifier,
            @RestHeader("Github-Public-Key-Signature") String signature,
            byte[] message,
            @Context RoutingContext request) {
        if (identifier == null || signature == null || message == null) {
            throw notSigned(request, "unsigned");
        }
        var reporter = Actor.unknown();
        return signers.key(identifier)
                .invoke(signer -> check(signature, message, signer, request))
                .chain(() -> found.revoke(messages.read(message), reporter))
                .map(judged -> judged.stream().map(Feedback::of).toList());
    }

    private static void check(String signature, byte[] message, Optional<PublicKey> signer, RoutingContext request) {
        if (signer.isEmpty()) {
            throw notSigned(request, "unknown signer");
        }
        if (!new ScanningSignature(signature).fits(message, signer.get())) {
            throw notSigned(request, "bad signature");
        }
    }

    private static ApiException notSigned(RoutingContext request, String why) {
        LOG.infof("refused status=401 ip=%s route=secret-scanning why=%s", ClientAddress.of(request), why);
        return ApiException.unauthorized("This message is not signed by GitHub", true);
    }

    private static String sha256(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
