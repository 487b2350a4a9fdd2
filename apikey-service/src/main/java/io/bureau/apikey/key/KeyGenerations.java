package io.bureau.apikey.key;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.audit.Outcome;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** Puts new keys in the place of old ones, in Postgres; each change is one transaction with its audit row. */
@ApplicationScoped
class KeyGenerations {

    private final ApiKeys keys;
    private final KeyRoom room;
    private final Peppers peppers;
    private final RevocationOutbox outbox;
    private final AuditTrail audit;
    private final Clock clock;

    KeyGenerations(
            ApiKeys keys, KeyRoom room, Peppers peppers, RevocationOutbox outbox, AuditTrail audit, Clock clock) {
        this.keys = keys;
        this.room = room;
        this.peppers = peppers;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Stores the hash of {@code secret} as the successor of the key {@code id}, which ends now or after the overlap.
     *
     * @return the successor; fails with 400 if what is wanted is not valid, with 404 if there is no such key within the
     *     principal's reach, with 409 if it is not active, or {@code LIMIT_REACHED} if there is no room for both
     */
    @WithTransaction
    Uni<KeyRecord> rotate(String id, RotationRequest wanted, ApiKey secret, Principal by) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var organisation = by.organisation().id();
        return keys.lockOrganisation(organisation)
                .chain(() -> keys.lock(id))
                .invoke(old -> check(old, wanted, by, now))
                .call(() -> wanted.overlap().isZero() ? Uni.createFrom().voidItem() : room.check(organisation, now))
                .chain(old -> replace(old, wanted, secret, by, now));
    }

    /**
     * Takes a rotation back whose new secret was never handed out: the successor ends, and the old key is as it was.
     *
     * @param why fit for the audit trail
     */
    @WithTransaction
    Uni<Void> takeBack(KeyRecord successor, String why, Principal by) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return keys.lockOrganisation(successor.organisation())
                .chain(() -> keys.lock(successor.id()))
                .invoke(key -> {
                    key.predecessor = null;
                    key.revoke(EndReason.ROTATED, Actor.of(by), now);
                })
                .chain(() -> keys.lock(successor.predecessor()))
                .invoke(StoredKey::goOn)
                .chain(old -> audit.record(
                        old.organisationId,
                        Actor.of(by),
                        "key.rotate",
                        old.id,
                        Outcome.FAILED,
                        "name=" + old.name + " why=" + why,
                        now));
    }

    private static void check(StoredKey old, RotationRequest wanted, Principal by, Instant now) {
        if (old == null || !old.isWithinReachOf(by)) {
            throw ApiException.notFound();
        }
        var record = old.toRecord();
        if (by.isKey() && !record.isLiveAt(now)) {
            throw ApiException.unauthorized(true);
        }
        wanted.validate(Set.of(old.capabilities));
        var status = record.statusAt(now);
        if (status != KeyStatus.ACTIVE) {
            throw ApiException.conflict(
                    "Only an active key can be rotated, and this one is " + status.id(), status.id());
        }
    }

    private Uni<KeyRecord> replace(StoredKey old, RotationRequest wanted, ApiKey secret, Principal by, Instant now) {
        var successor = old.successor(Ids.next("key"), secret.preview(), by.user(), now);
        successor.hashedAs(peppers.hash(secret));
        if (wanted.capabilities() != null) {
            successor.capabilities =
                    wanted.capabilities().stream().distinct().sorted().toArray(String[]::new);
        }
        var revocation = old.makeWay(wanted.overlap(), Actor.of(by), now);
        var detail = "name=" + old.name + " successor=" + successor.id + " overlapSeconds=" + wanted.overlapSeconds();
        return keys.persistAndFlush(successor)
                .chain(() -> outbox.add(revocation, now))
                .chain(() -> audit.record(by, "key.rotate", old.id, detail, now))
                .replaceWith(successor::toRecord);
    }
}
