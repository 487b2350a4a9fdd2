package io.bureau.kit.token;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;

/** This service's public keys as a JWK set (RFC 7517). */
@Path("/internal/jwks.json")
class JwksResource {

    private final SigningKeys keys;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, List<Map<String, Object>>> keySet() {
        return Map.of("keys", keys.published().stream().map(JwksResource::toJwk).toList());
    }

    private static Map<String, Object> toJwk(SigningKey key) {
        var jwk = new EllipticCurveJsonWebKey(key.publicKey());
        jwk.setKeyId(key.kid());
        jwk.setUse("sig");
        jwk.setAlgorithm("ES256");
        return jwk.toParams(OutputControlLevel.PUBLIC_ONLY);
    }
}
