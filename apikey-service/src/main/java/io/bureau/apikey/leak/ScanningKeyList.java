package io.bureau.apikey.leak;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Reads the list in which GitHub publishes its signing keys. */
@ApplicationScoped
class ScanningKeyList {

    private static final Logger LOG = Logger.getLogger(ScanningKeyList.class);
    private static final int P256 = 256;

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Published(@JsonProperty("public_keys") List<PublishedKey> keys) {}

    /** @param key a PUBLIC KEY in PEM form (RFC 7468) */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record PublishedKey(
            @JsonProperty("key_identifier") String identifier, String key) {}

    private final ObjectMapper json;

    ScanningKeyList(ObjectMapper json) {
        this.json = json;
    }

    /**
     * The P-256 keys by their identifier; others are passed over.
     *
     * @throws IllegalStateException if that leaves none, or it is no such list
     */
    Map<String, PublicKey> read(String text) {
        var keys = new HashMap<String, PublicKey>();
        for (var published : parse(text)) {
            try {
                keys.put(published.identifier(), parseKey(published.key()));
            } catch (GeneralSecurityException | IllegalArgumentException | NullPointerException notAKey) {
                LOG.warnf("a key of GitHub's is passed over identifier=%s", published.identifier());
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException("the list holds no key");
        }
        return Map.copyOf(keys);
    }

    private List<PublishedKey> parse(String text) {
        try {
            var published = text == null ? null : json.readValue(text, Published.class);
            if (published == null
                    || published.keys() == null
                    || published.keys().contains(null)) {
                throw new IllegalStateException("not a list of keys");
            }
            return published.keys();
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("not a list of keys", unreadable);
        }
    }

    private static PublicKey parseKey(String pem) throws GeneralSecurityException {
        var der = Base64.getMimeDecoder()
                .decode(pem.replace("-----BEGIN PUBLIC KEY-----", "").replace("-----END PUBLIC KEY-----", ""));
        var key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
        if (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == P256) {
            return key;
        }
        throw new GeneralSecurityException("not on P-256");
    }
}
