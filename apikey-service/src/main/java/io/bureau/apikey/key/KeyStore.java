package io.bureau.apikey.key;

import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
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
    private final KeyConfig config;
    private final Clock clock;

    KeyStore(ApiKeys keys, Peppers peppers, RevocationOutbox outbox, AuditTrail audit, KeyConfig config, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.peppers = peppers;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Stores the hash of {@code secret} as a key of the creator's organisation.
     *
     * @return the key; fails with 400 if what is wanted is not valid, with 409 {@code LIMIT_REACHED} if there are too many
     */
    @WithTransaction
    Uni<KeyRecord> create(KeyRequest request, ApiKey secret, Principal creator) {
        var now = now();
        var key = newKey(NewKey.of(request, now), secret, now);
        key.belongTo(creator);
        return makeRoom(key.organisationId, now)
                .chain(() -> keys.persist(key))
                .chain(() -> audit.record(creator, "key.create", key.id, "name=" + key.name, now))
                .replaceWith(key::toRecord);
    }

    /** Exact, for nobody else can add a key to this organisation before the transaction ends. */
    private Uni<Void> makeRoom(String organisation, Instant now) {
        return keys.lockOrganisation(organisation)
                .chain(() -> keys.countLive(organisation, now))
                .invoke(live -> {
                    if (live >= config.activeKeys()) {
                        throw ApiException.of(
                                409,
                                "LIMIT_REACHED",
                                "This organisation has " + live
                                        + " active keys and may have no more; revoke one first");
                    }
                })
                .replaceWithVoid();
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
        return outbox.add(Revocation.ofKey(key.id), now)
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
            key.limitTo(wanted.limit());
        }
        return key;
    }

    /** As fine as it is stored and shown. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
