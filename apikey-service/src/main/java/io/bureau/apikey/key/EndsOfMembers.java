package io.bureau.apikey.key;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.revocation.Revocation;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What becomes of keys when those who answer for them go: one transaction with an audit row for each key. */
@ApplicationScoped
class EndsOfMembers {

    /** @param revocations what every cache must hear of it */
    record Ended(int keysRevoked, int keysHandedOver, List<Revocation> revocations) {}

    /** Who answers for keys from now on, and what he is in the organisation. */
    record Heir(String user, String role) {}

    private final ApiKeys keys;
    private final RevocationOutbox outbox;
    private final AuditTrail audit;
    private final Clock clock;

    EndsOfMembers(ApiKeys keys, RevocationOutbox outbox, AuditTrail audit, Clock clock) {
        this.keys = keys;
        this.outbox = outbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Ends or hands over the keys for which {@code user} answers in this organisation. None can be added meanwhile.
     *
     * @param heir {@code null} if there is none
     */
    @WithTransaction
    Uni<Ended> ofMember(String organisation, String user, Heir heir, EndReason reason, Actor actor) {
        var now = now();
        var member = Revocation.ofMember(organisation, user);
        return keys.lockOrganisation(organisation)
                .chain(() -> keys.lockThoseOf(organisation))
                .map(found -> found.stream()
                        .filter(key -> key.owner.equals(user) && key.toRecord().isLiveAt(now))
                        .toList())
                .chain(live -> heir == null
                        ? end(live, member, reason, actor, now)
                        : handOver(live, heir, member, actor, now));
    }

    /** Ends all keys of this organisation. */
    @WithTransaction
    Uni<Ended> ofOrganisation(String organisation, Actor actor) {
        var now = now();
        return keys.lockOrganisation(organisation)
                .chain(() -> keys.lockThoseOf(organisation))
                .map(found -> found.stream()
                        .filter(key -> key.toRecord().isLiveAt(now))
                        .toList())
                .chain(live ->
                        end(live, Revocation.ofOrganisation(organisation), EndReason.ORGANISATION_DELETED, actor, now));
    }

    /** One revocation covers them all. */
    private Uni<Ended> end(List<StoredKey> live, Revocation revocation, EndReason reason, Actor actor, Instant now) {
        live.forEach(key -> key.revoke(reason, actor, now));
        var ended = new Ended(live.size(), 0, List.of(revocation));
        return tell(ended, now)
                .chain(() -> recordEach(
                        live,
                        key -> audit.record(
                                key.organisationId,
                                actor,
                                "key.revoke",
                                key.id,
                                "name=" + key.name + " reason=" + reason.id(),
                                now)))
                .replaceWith(ended);
    }

    private Uni<Ended> handOver(List<StoredKey> live, Heir heir, Revocation member, Actor actor, Instant now) {
        live.forEach(key -> key.handOverTo(heir.user(), heir.role()));
        var revocations = new ArrayList<>(List.of(member));
        live.forEach(key -> revocations.add(Revocation.ofKey(key.id).refreshing()));
        var ended = new Ended(0, live.size(), revocations);
        return tell(ended, now)
                .chain(() -> recordEach(
                        live,
                        key -> audit.record(
                                key.organisationId,
                                actor,
                                "key.handover",
                                key.id,
                                "name=" + key.name + " to=" + heir.user(),
                                now)))
                .replaceWith(ended);
    }

    private Uni<Void> tell(Ended ended, Instant now) {
        return outbox.add(ended.revocations(), now);
    }

    private static Uni<Void> recordEach(List<StoredKey> keys, Function<StoredKey, Uni<Void>> row) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(key -> row.apply(key))
                .collect()
                .last();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
