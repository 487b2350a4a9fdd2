package io.bureau.kit.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bureau.kit.http.Service;
import io.bureau.kit.id.Ids;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Mints the short-lived JWTs (RFC 7519, ES256) by which our services know one another. One token for a callee is used
 * again for half its life, so minting is off the hot path.
 */
@ApplicationScoped
public class InternalTokens {

    static final String TYPE = "bureau-internal+jwt";

    private record Minted(String token, Instant reusableUntil) {}

    private final SigningKeys keys;
    private final TokenConfig config;
    private final Clock clock;
    private final String self;
    private final Cache<Service, Minted> perCallee = Caffeine.newBuilder().build();

    InternalTokens(
            SigningKeys keys,
            TokenConfig config,
            Clock clock,
            @ConfigProperty(name = "quarkus.application.name") String self) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
        this.self = self;
    }

    /** A token that says to {@code callee}: this is me. */
    public String forCallee(Service callee) {
        var now = clock.instant();
        var minted = perCallee.getIfPresent(callee);
        if (minted == null || !now.isBefore(minted.reusableUntil())) {
            minted = new Minted(
                    mint(callee, self, Map.of(), now),
                    now.plus(config.lifetime().dividedBy(2)));
            perCallee.put(callee, minted);
        }
        return minted.token();
    }

    /** A token that says to {@code callee} who {@code subject} is, in these further claims. Lives as long as any. */
    public String about(String subject, Map<String, Object> claims, Service callee) {
        return mint(callee, subject, claims, clock.instant());
    }

    private String mint(Service callee, String subject, Map<String, Object> claims, Instant now) {
        JwtClaimsBuilder builder = Jwt.claims();
        claims.forEach(builder::claim);
        var key = keys.signing();
        return builder.issuer(self)
                .audience(callee.id())
                .subject(subject)
                .issuedAt(now)
                .expiresAt(now.plus(config.lifetime()))
                .claim("jti", Ids.next("jti"))
                .jws()
                .algorithm(SignatureAlgorithm.ES256)
                .header("typ", TYPE)
                .keyId(key.kid())
                .sign(key.privateKey());
    }
}
