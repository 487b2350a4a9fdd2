package io.bureau.kit.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bureau.kit.http.Service;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * Verifies internal tokens: one algorithm, one type, one audience (us), a fixed list of issuers, an expiry at most five
 * minutes away, 30 s of clock skew; keys come only from the issuer's own key set, never from the token (RFC 8725). A
 * token that held is remembered until it expires.
 */
@ApplicationScoped
public class TokenVerifier {

    private static final Set<String> HEADERS = Set.of("alg", "typ", "kid");
    private static final AlgorithmConstraints ES256 =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
    private static final int MAX_LENGTH = 8192;

    private final JwksCache jwks;
    private final TokenConfig config;
    private final Clock clock;
    private final String self;
    private final Cache<String, VerifiedToken> verified =
            Caffeine.newBuilder().maximumSize(10_000).build();

    TokenVerifier(
            JwksCache jwks,
            TokenConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String self) {
        this.jwks = jwks;
        this.config = config;
        this.clock = clock;
        this.self = self;
    }

    /** The token, verified; fails with {@link TokenRefused} if anything about it does not hold. */
    public Uni<VerifiedToken> verify(String token) {
        var known = verified.getIfPresent(token);
        if (known != null && clock.instant().isBefore(known.expiresAt())) {
            return Uni.createFrom().item(known);
        }
        try {
            var jws = parse(token);
            var claims = JwtClaims.parse(jws.getUnverifiedPayload());
            var issuer = trustedIssuer(claims);
            return jwks.key(issuer, jws.getKeyIdHeaderValue()).map(key -> {
                var result = check(jws, key, issuer);
                verified.put(token, result);
                return result;
            });
        } catch (TokenRefused refused) {
            return Uni.createFrom().failure(refused);
        } catch (JoseException | InvalidJwtException malformed) {
            return Uni.createFrom().failure(new TokenRefused("malformed"));
        }
    }

    private static JsonWebSignature parse(String token) throws JoseException {
        if (token.length() > MAX_LENGTH) {
            throw new TokenRefused("too long");
        }
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(ES256);
        jws.setCompactSerialization(token);
        var headers = org.jose4j.json.JsonUtil.parseJson(jws.getHeaders().getFullHeaderAsJsonString());
        if (!headers.keySet().equals(HEADERS)) {
            throw new TokenRefused("header parameters");
        }
        if (!AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256.equals(jws.getAlgorithmHeaderValue())) {
            throw new TokenRefused("algorithm");
        }
        if (!InternalTokens.TYPE.equals(jws.getHeader("typ"))) {
            throw new TokenRefused("type");
        }
        if (!(headers.get("kid") instanceof String kid) || !kid.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new TokenRefused("key id");
        }
        return jws;
    }

    private Service trustedIssuer(JwtClaims claims) {
        if (!(claims.getClaimValue("iss") instanceof String issuer)) {
            throw new TokenRefused("no issuer");
        }
        return Service.byId(issuer)
                .filter(service -> config.acceptedIssuers().orElse(Set.of()).contains(service))
                .orElseThrow(() -> new TokenRefused("issuer not trusted"));
    }

    private VerifiedToken check(JsonWebSignature jws, Key key, Service issuer) {
        try {
            jws.setKey(key);
            if (!jws.verifySignature()) {
                throw new TokenRefused("signature");
            }
            var claims = JwtClaims.parse(jws.getPayload());
            if (!claims.getAudience().equals(List.of(self))) {
                throw new TokenRefused("audience");
            }
            var expiresAt = checkTimes(claims);
            if (claims.getSubject() == null) {
                throw new TokenRefused("no subject");
            }
            return new VerifiedToken(issuer, claims.getSubject(), expiresAt, claims.getClaimsMap());
        } catch (JoseException | InvalidJwtException | MalformedClaimException malformed) {
            throw new TokenRefused("malformed");
        }
    }

    private Instant checkTimes(JwtClaims claims) throws MalformedClaimException {
        var issuedAt = instant(claims.getIssuedAt(), "iat");
        var expiresAt = instant(claims.getExpirationTime(), "exp");
        var now = clock.instant();
        if (expiresAt.isAfter(issuedAt.plus(config.maxLifetime()))) {
            throw new TokenRefused("lifetime");
        }
        if (issuedAt.isAfter(now.plus(config.clockSkew()))) {
            throw new TokenRefused("issued in the future");
        }
        if (!now.isBefore(expiresAt.plus(config.clockSkew()))) {
            throw new TokenRefused("expired");
        }
        return expiresAt;
    }

    private static Instant instant(NumericDate date, String claim) {
        if (date == null) {
            throw new TokenRefused("no " + claim);
        }
        return Instant.ofEpochMilli(date.getValueInMillis());
    }
}
