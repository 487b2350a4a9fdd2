package io.bureau.kit.principal;

import io.bureau.kit.http.Service;
import io.bureau.kit.ratelimit.Limit;
import io.bureau.kit.token.InternalTokens;
import io.bureau.kit.token.TokenVerifier;
import io.bureau.kit.token.VerifiedToken;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Principals as signed claims, so that one service can tell another who calls. */
@ApplicationScoped
public class PrincipalTokens {

    /** A principal and until when it may be believed. */
    public record Verified(Principal principal, Instant until) {}

    private final InternalTokens tokens;
    private final TokenVerifier verifier;

    PrincipalTokens(InternalTokens tokens, TokenVerifier verifier) {
        this.tokens = tokens;
        this.verifier = verifier;
    }

    /** A token that tells {@code callee} who {@code principal} is, for one token lifetime. */
    public String mint(Principal principal, Service callee) {
        var claims = new HashMap<String, Object>();
        claims.put("org", principal.organisation().id());
        claims.put("org_uuid", principal.organisation().uuid());
        claims.put("org_name", principal.organisation().name());
        claims.put("user", principal.user());
        claims.put("role", principal.role());
        claims.put(principal.isKey() ? "key" : "session", principal.credential().id());
        claims.put("capabilities", principal.held());
        if (principal.credential().name() != null) {
            claims.put("key_name", principal.credential().name());
        }
        if (principal.credential().expiresAt() != null) {
            claims.put(
                    "credential_expires_at", principal.credential().expiresAt().toEpochMilli());
        }
        if (principal.limit() != null) {
            claims.put("limit_requests", principal.limit().requests());
            claims.put("limit_window_seconds", principal.limit().window().toSeconds());
        }
        return tokens.about(principal.credential().id(), claims, callee);
    }

    /**
     * The principal in {@code token}; fails with {@link io.bureau.kit.token.TokenRefused} if the token does not hold, and
     * with {@link IllegalStateException} if its issuer may not speak of such a credential.
     */
    public Uni<Verified> verify(String token) {
        return verifier.verify(token).map(PrincipalTokens::read);
    }

    private static Verified read(VerifiedToken token) {
        var claims = token.claims();
        boolean isKey = claims.containsKey("key");
        if (token.issuer() != (isKey ? Service.APIKEY : Service.IDENTITY)) {
            throw new IllegalStateException(token.issuer().id() + " may not speak of such a credential");
        }
        var expiresAt = number(claims, "credential_expires_at");
        var credential = new Principal.Credential(
                isKey ? Principal.Kind.KEY : Principal.Kind.SESSION,
                token.subject(),
                (String) claims.get("key_name"),
                expiresAt == null ? null : Instant.ofEpochMilli(expiresAt.longValue()));
        var organisation = new Principal.Organisation(
                (String) claims.get("org"), (String) claims.get("org_uuid"), (String) claims.get("org_name"));
        var principal = new Principal(
                credential,
                organisation,
                (String) claims.get("user"),
                (String) claims.get("role"),
                capabilities(claims.get("capabilities")),
                limit(claims));
        return new Verified(principal, earlier(token.expiresAt(), credential.expiresAt()));
    }

    private static Instant earlier(Instant a, Instant b) {
        return b == null || a.isBefore(b) ? a : b;
    }

    private static Set<Capability> capabilities(Object claim) {
        return ((Collection<?>) claim)
                .stream().flatMap(id -> Capability.byId((String) id).stream()).collect(Collectors.toUnmodifiableSet());
    }

    private static Limit limit(Map<String, Object> claims) {
        var requests = number(claims, "limit_requests");
        var window = number(claims, "limit_window_seconds");
        return requests == null || window == null
                ? null
                : new Limit(requests.intValue(), Duration.ofSeconds(window.longValue()));
    }

    private static Number number(Map<String, Object> claims, String name) {
        return (Number) claims.get(name);
    }
}
