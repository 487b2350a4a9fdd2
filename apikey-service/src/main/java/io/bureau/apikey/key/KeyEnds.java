package io.bureau.apikey.key;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Ends keys in Postgres: one transaction each, together with the audit row that tells of it and the word in the outbox that
 * every cache must hear.
 */
@ApplicationScoped
class KeyEnds {

    private final ApiKeys keys;
    private final RevocationOutbox outbox;
    private final AuditTrail audit;
    private final Clock clock;

    KeyEnds(ApiKeys keys, RevocationOutbox outbox, AuditTrail audit, Clock clock) {
        this.keys = keys;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /** @return when it was revoked, the first time; fails with 404 if there is no such key within the principal's reach */
    @WithTransaction
    Uni<Instant> revoke(String id, Principal principal) {
        return locked(id).chain(key -> {
            if (!key.isWithinReachOf(principal)) {
                throw ApiException.notFound();
            }
            return end(key, EndReason.REVOKED_BY_USER, Actor.of(principal));
        });
    }

    /** As above, whoever's key it is. */
    @WithTransaction
    Uni<Instant> revoke(String id, EndReason reason, Actor actor) {
        return locked(id).chain(key -> end(key, reason, actor));
    }

    /** Ends the key because its overlap with its successor is over; nothing happens to any other. */
    @WithTransaction
    Uni<Void> endOverlap(String id) {
        var now = now();
        return locked(id)
                .chain(key -> key.endOverlap(now)
                        ? told(key, Revocation.ofKey(id), Actor.system(), now)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Instant> end(StoredKey key, EndReason reason, Actor actor) {
        var now = now();
        return key.revoke(reason, actor, now)
                ? told(key, Revocation.ofKey(key.id), actor, now).replaceWith(now)
                : Uni.createFrom().item(key.revokedAt);
    }

    private Uni<Void> told(StoredKey key, Revocation revocation, Actor actor, Instant now) {
        var detail = "name=" + key.name + " reason=" + key.revokedReason;
        return outbox.add(revocation, now)
                .chain(() -> audit.record(key.organisationId, actor, "key.revoke", key.id, detail, now));
    }

    private Uni<StoredKey> locked(String id) {
        return keys.lock(id).onItem().ifNull().failWith(ApiException::notFound);
    }

    /** As fine as it is stored and shown. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
