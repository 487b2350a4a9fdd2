package io.bureau.kit.token;

import io.bureau.kit.http.OwnContext;
import io.bureau.kit.http.Service;
import io.smallrye.mutiny.Uni;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * One issuer's public keys (RFC 7517). Fetched again when stale or when an unknown key id turns up, but at most once per
 * cooldown, whatever the flood; a fetch that fails or brings nothing leaves the known keys in place.
 */
final class IssuerKeys {

    private static final Logger LOG = Logger.getLogger(IssuerKeys.class);

    private final Service issuer;
    private final Supplier<Uni<String>> source;
    private final Duration lifetime;
    private final Duration cooldown;
    private final Clock clock;

    private volatile Map<String, Key> keys = Map.of();
    private Instant fetchedAt = Instant.MIN;
    private Instant attemptedAt = Instant.MIN;
    private Uni<Void> underWay;

    IssuerKeys(Service issuer, Supplier<Uni<String>> source, Duration lifetime, Duration cooldown, Clock clock) {
        this.issuer = issuer;
        this.source = source;
        this.lifetime = lifetime;
        this.cooldown = cooldown;
        this.clock = clock;
    }

    Uni<Key> key(String kid) {
        var known = keys.get(kid);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return OwnContext.resume(fetch(cooldown)).map(_ -> {
            var fetched = keys.get(kid);
            if (fetched == null) {
                throw new TokenRefused("unknown key of " + issuer.id());
            }
            return fetched;
        });
    }

    boolean isWarm() {
        return !keys.isEmpty();
    }

    /** Called now and then, and more often while there are no keys at all: then each call begins a fetch, if none is under way. */
    void refreshIfStale() {
        if (isStale()) {
            fetch(isWarm() ? cooldown : Duration.ZERO).subscribe().with(_ -> {}, _ -> {});
        }
    }

    private synchronized boolean isStale() {
        return fetchedAt == Instant.MIN || !clock.instant().isBefore(fetchedAt.plus(lifetime.dividedBy(2)));
    }

    /** Joins the fetch under way, begins one, or, within the pause since the last, does nothing. */
    private synchronized Uni<Void> fetch(Duration pause) {
        if (underWay != null) {
            return underWay;
        }
        var now = clock.instant();
        if (attemptedAt != Instant.MIN && now.isBefore(attemptedAt.plus(pause))) {
            return Uni.createFrom().voidItem();
        }
        attemptedAt = now;
        underWay = source.get()
                .invoke(this::take)
                .onFailure()
                .invoke(failure -> LOG.warnf("key set not fetched issuer=%s why=%s", issuer.id(), failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid()
                .eventually(this::done)
                .memoize()
                .indefinitely();
        return underWay;
    }

    private synchronized void done() {
        underWay = null;
    }

    private synchronized void take(String json) {
        try {
            var fetched = new HashMap<String, Key>();
            for (var key : new JsonWebKeySet(json).getJsonWebKeys()) {
                if (key instanceof EllipticCurveJsonWebKey ec && key.getKeyId() != null) {
                    fetched.put(key.getKeyId(), ec.getPublicKey());
                }
            }
            if (fetched.isEmpty()) {
                LOG.warnf("key set is empty, keeping the known keys issuer=%s", issuer.id());
                return;
            }
            keys = Map.copyOf(fetched);
            fetchedAt = clock.instant();
        } catch (JoseException unreadable) {
            LOG.warnf("key set is not readable, keeping the known keys issuer=%s", issuer.id());
        }
    }
}
