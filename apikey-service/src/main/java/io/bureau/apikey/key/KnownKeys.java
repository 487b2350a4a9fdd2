package io.bureau.apikey.key;

import io.bureau.kit.principal.ApiKey;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Finds keys by their secret. Asks Postgres each time, so the answer is as new as can be. */
@ApplicationScoped
public class KnownKeys {

    private static final Logger LOG = Logger.getLogger(KnownKeys.class);

    private record Found(KnownKey key, int pepperVersion) {}

    private final ApiKeys keys;
    private final Peppers peppers;

    KnownKeys(ApiKeys keys, Peppers peppers) {
        this.keys = keys;
        this.peppers = peppers;
    }

    /** One query, whether there is such a key or not, and whatever has become of it. */
    public Uni<Optional<KnownKey>> find(ApiKey key) {
        var hashes = peppers.possibleHashes(key);
        return Panache.withSession(() -> keys.findByHash(hashes).map(KnownKeys::toFound))
                .chain(found -> found == null
                        ? Uni.createFrom().item(Optional.empty())
                        : renewHash(key, found).replaceWith(Optional.of(found.key())));
    }

    private static Found toFound(StoredKey stored) {
        return stored == null ? null : new Found(stored.toKnownKey(), stored.pepperVersion);
    }

    /** Brings a key under the current pepper when it is seen; one that cannot be is as good under the old one. */
    private Uni<Void> renewHash(ApiKey key, Found found) {
        if (found.pepperVersion() >= peppers.currentVersion()) {
            return Uni.createFrom().voidItem();
        }
        var id = found.key().principal().credential().id();
        return Panache.withTransaction(() -> keys.rehash(id, found.pepperVersion(), peppers.hash(key)))
                .onFailure()
                .invoke(failure -> LOG.warnf("key not rehashed key=%s why=%s", id, failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
