package io.bureau.apikey.key;

import io.bureau.apikey.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The changes to keys, one transaction each, together with the audit row that tells of it. */
@ApplicationScoped
class KeyStore {

    private static final String REVOKED_BY_USER = "revoked_by_user";

    private final ApiKeys keys;
    private final Peppers peppers;
    private final RevocationOutbox outbox;
    private final AuditTrail audit;
    private final Clock clock;

    KeyStore(ApiKeys keys, Peppers peppers, RevocationOutbox outbox, AuditTrail audit, Clock clock) {
        this.keys = keys;
        this.peppers = peppers;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** Stores the hash of {@code secret} as a key of the creator's organisation. */
    @WithTransaction
    Uni<KeyRecord> create(NewKey wanted, ApiKey secret, Principal creator) {
        var now = now();
        if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(now)) {
            throw ApiException.invalid("expiresAt", "must be in the future");
        }
        var key = newKey(wanted, secret, now);
        key.belongTo(creator);
        return keys.persist(key)
                .chain(() -> audit.record(creator, "key.create", key.id, "name=" + key.name, now))
                .replaceWith(key::toRecord);
    }

    @WithSession
    Uni<List<KeyRecord>> list(Principal principal) {
        return keys.listWithinReachOf(principal)
                .map(found -> found.stream().map(StoredKey::toRecord).toList());
    }

    /**
     * Revokes the key in Postgres; the first time this also leaves word in the outbox.
     *
     * @return when it was revoked, the first time; fails with 404 if there is no such key within the principal's reach
     */
    @WithTransaction
    Uni<Instant> revoke(String id, Principal principal) {
        return keys.lock(id).onItem().ifNull().failWith(ApiException::notFound).chain(key -> revoke(key, principal));
    }

    private Uni<Instant> revoke(StoredKey key, Principal principal) {
        if (!key.isWithinReachOf(principal)) {
            throw ApiException.notFound();
        }
        var now = now();
        if (!key.revoke(REVOKED_BY_USER, now)) {
            return Uni.createFrom().item(key.revokedAt);
        }
        return outbox.add(key.id, now)
                .chain(() -> audit.record(principal, "key.revoke", key.id, "name=" + key.name, now))
                .replaceWith(now);
    }

    private StoredKey newKey(NewKey wanted, ApiKey secret, Instant now) {
        var key = new StoredKey();
        key.id = Ids.next("key");
        key.name = wanted.name();
        key.preview = secret.preview();
        key.createdAt = now;
        key.expiresAt = wanted.expiresAt();
        key.hashedAs(peppers.hash(secret));
        key.allow(wanted.capabilities());
        key.allowedCidrs = wanted.allowedCidrs().toArray(String[]::new);
        if (wanted.limit() != null) {
            key.limitTo(wanted.limit().toLimit());
        }
        return key;
    }

    /** As fine as it is stored and shown. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
