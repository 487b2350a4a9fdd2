package io.bureau.apikey.key;

import io.bureau.kit.audit.AuditTrail;
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

/** Makes and finds keys; each change is one transaction, together with the audit row that tells of it. */
@ApplicationScoped
class KeyStore {

    private final ApiKeys keys;
    private final KeyRoom room;
    private final Peppers peppers;
    private final AuditTrail audit;
    private final Clock clock;

    KeyStore(ApiKeys keys, KeyRoom room, Peppers peppers, AuditTrail audit, Clock clock) {
        this.keys = keys;
        this.room = room;
        this.peppers = peppers;
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
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var key = newKey(NewKey.of(request, now), secret, now);
        key.belongTo(creator);
        return keys.lockOrganisation(key.organisationId)
                .chain(() -> room.check(key.organisationId, now))
                .chain(() -> keys.persist(key))
                .chain(() -> audit.record(creator, "key.create", key.id, "name=" + key.name, now))
                .replaceWith(key::toRecord);
    }

    @WithSession
    Uni<List<KeyRecord>> list(Principal principal) {
        return keys.listWithinReachOf(principal)
                .map(found -> found.stream().map(StoredKey::toRecord).toList());
    }

    /** The key; fails with 404 if there is no such key within the principal's reach. */
    @WithSession
    Uni<KeyRecord> find(String id, Principal principal) {
        return keys.findById(id)
                .onItem()
                .transform(key -> key != null && key.isWithinReachOf(principal) ? key.toRecord() : null)
                .onItem()
                .ifNull()
                .failWith(ApiException::notFound);
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
}
