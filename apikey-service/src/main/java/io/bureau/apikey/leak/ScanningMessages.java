package io.bureau.apikey.leak;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.bureau.kit.error.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;

/** Reads GitHub's messages, once their signature is known to fit. */
@ApplicationScoped
class ScanningMessages {

    private static final TypeReference<List<FoundToken>> TOKENS = new TypeReference<>() {};

    private final ObjectReader json;
    private final SecretScanningConfig config;

    ScanningMessages(ObjectMapper json, SecretScanningConfig config) {
        this.json = json.readerFor(TOKENS).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.config = config;
    }

    /** @throws ApiException 400 if it is no list of tokens, 413 if there are too many */
    List<FoundToken> read(byte[] message) {
        var tokens = parse(message);
        if (tokens == null || tokens.contains(null)) {
            throw notTokens();
        }
        if (tokens.size() > config.mostTokens()) {
            throw ApiException.of(
                    413, "PAYLOAD_TOO_LARGE", "A message may hold at most " + config.mostTokens() + " tokens");
        }
        return tokens;
    }

    /** The cause stays here: it may quote the message. */
    private List<FoundToken> parse(byte[] message) {
        try {
            return json.readValue(message);
        } catch (IOException unreadable) {
            throw notTokens();
        }
    }

    private static ApiException notTokens() {
        return ApiException.badRequest(
                "The request body is not a list of tokens, each with its token, type, url and source");
    }
}
