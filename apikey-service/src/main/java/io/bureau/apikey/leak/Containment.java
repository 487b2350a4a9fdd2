package io.bureau.apikey.leak;

import io.bureau.apikey.key.LeakedKey;
import io.bureau.apikey.key.LeakedKeys;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.http.Cidr;
import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.revocation.Revocation;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What is done about a key that has leaked, in one transaction with the audit rows that say who reported it and what came
 * of it. The items are what {@link #confirm} must be told after the commit, nothing for a key that opened nothing any more.
 */
@ApplicationScoped
class Containment {

    private static final Logger LOG = Logger.getLogger(Containment.class);

    private final LeakedKeys keys;
    private final LeakResponses responses;
    private final AuditTrail audit;
    private final ConfirmedRevocations revocations;
    private final Clock clock;

    Containment(
            LeakedKeys keys, LeakResponses responses, AuditTrail audit, ConfirmedRevocations revocations, Clock clock) {
        this.keys = keys;
        this.responses = responses;
        this.audit = audit;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** Ends the key, whatever its organisation has chosen. */
    @WithTransaction
    Uni<Optional<Revocation>> revoke(String keyId, Leak leak) {
        var now = now();
        return keys.lockLive(keyId, now)
                .chain(live -> live.map(key -> revoke(key, leak, now)).orElseGet(Containment::nothing));
    }

    /**
     * Does what the key's organisation has chosen.
     *
     * @param usedFrom the networks that a quarantine would leave it; where there are none the key is revoked
     */
    @WithTransaction
    Uni<Optional<Revocation>> contain(String keyId, List<Cidr> usedFrom, Leak leak) {
        var now = now();
        return keys.lockLive(keyId, now)
                .chain(live ->
                        live.map(key -> contain(key, usedFrom, leak, now)).orElseGet(Containment::nothing));
    }

    /** Waits until it holds everywhere. What cannot be confirmed holds in the store, and the outbox sees to the rest. */
    Uni<Void> confirm(List<Revocation> changes) {
        return revocations
                .confirm(changes)
                .onFailure()
                .invoke(failure -> LOG.warnf("left to the outbox of=%s why=%s", changes, failure.toString()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Optional<Revocation>> contain(LeakedKey key, List<Cidr> usedFrom, Leak leak, Instant now) {
        return responses.of(key.organisation()).chain(response -> {
            if (response == LeakResponse.QUARANTINE && key.quarantined()) {
                return tell(key, leak, now).chain(Containment::nothing);
            }
            return response == LeakResponse.QUARANTINE && !usedFrom.isEmpty()
                    ? quarantine(key, usedFrom, leak, now)
                    : revoke(key, leak, now);
        });
    }

    private Uni<Optional<Revocation>> revoke(LeakedKey key, Leak leak, Instant now) {
        var detail = "name=" + key.name() + " reason=" + leak.reason().id();
        return keys.revoke(key, leak.reason(), now)
                .chain(() -> tell(key, leak, now))
                .chain(() -> tell(key, "key.revoke", detail, now))
                .replaceWith(toBeConfirmed(key));
    }

    private Uni<Optional<Revocation>> quarantine(LeakedKey key, List<Cidr> networks, Leak leak, Instant now) {
        var names = networks.stream().map(Cidr::toString).collect(Collectors.joining(","));
        var detail = "name=" + key.name() + " reason=" + leak.reason().id() + " networks=" + names;
        return keys.quarantine(key, networks, now)
                .chain(() -> tell(key, leak, now))
                .chain(() -> tell(key, "key.quarantine", detail, now))
                .replaceWith(toBeConfirmed(key));
    }

    private Uni<Void> tell(LeakedKey key, Leak leak, Instant now) {
        return audit.record(key.organisation(), leak.reporter(), "key.report", key.id(), leak.detail(), now);
    }

    private Uni<Void> tell(LeakedKey key, String action, String detail, Instant now) {
        return audit.record(key.organisation(), Actor.system(), action, key.id(), detail, now);
    }

    private static Optional<Revocation> toBeConfirmed(LeakedKey key) {
        return Optional.of(Revocation.ofKey(key.id()));
    }

    static Uni<Optional<Revocation>> nothing() {
        return Uni.createFrom().item(Optional.empty());
    }

    /** As fine as it is stored and shown. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
