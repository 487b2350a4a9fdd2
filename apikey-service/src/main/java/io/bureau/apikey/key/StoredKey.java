package io.bureau.apikey.key;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.http.Cidr;
import io.bureau.kit.principal.Capability;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.ratelimit.Limit;
import io.bureau.kit.revocation.Revocation;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A row of {@code api_key}. */
@Entity
@Table(name = "api_key")
class StoredKey {

    @Id
    String id;

    String organisationId;
    String organisationUuid;
    String organisationName;
    String createdBy;
    /** Who answers for it: at first its creator. */
    String owner;

    String role;
    String name;
    String preview;
    int pepperVersion;
    byte[] hash;
    String[] capabilities;
    String[] allowedCidrs;
    Integer limitRequests;
    Integer limitWindowSeconds;
    Instant createdAt;
    Instant expiresAt;
    Instant revokedAt;
    String revokedReason;
    String revokedBy;
    /** The key that this one replaces. */
    String predecessor;
    /** When its successor is alone; {@code endedBy} decided so. */
    Instant endsAt;

    String endedBy;
    Instant quarantinedAt;
    String[] quarantinedCidrs;

    void belongTo(Principal creator) {
        organisationId = creator.organisation().id();
        organisationUuid = creator.organisation().uuid();
        organisationName = creator.organisation().name();
        createdBy = creator.user();
        owner = creator.user();
        role = creator.role();
    }

    void allow(Collection<Capability> granted) {
        capabilities = granted.stream().map(Capability::id).sorted().toArray(String[]::new);
    }

    void limitTo(Limit limit) {
        limitRequests = limit.requests();
        limitWindowSeconds = (int) limit.window().toSeconds();
    }

    void hashedAs(KeyHash hashed) {
        pepperVersion = hashed.pepperVersion();
        hash = hashed.value();
    }

    /** Whoever runs the organisation reaches all of its keys, a member only his own. */
    boolean isWithinReachOf(Principal principal) {
        return organisationId.equals(principal.organisation().id())
                && (principal.administers() || owner.equals(principal.user()));
    }

    /** Ends this key for good; {@code false} if it had been ended before, if only by its overlap. */
    boolean revoke(EndReason reason, Actor actor, Instant now) {
        if (revokedAt != null || endOverlap(now)) {
            return false;
        }
        revokedAt = now;
        revokedReason = reason.id();
        revokedBy = person(actor);
        return true;
    }

    /**
     * Leaves its place to a successor, now or after the overlap.
     *
     * @return what every cache must hear of it
     */
    Revocation makeWay(Duration overlap, Actor actor, Instant now) {
        if (overlap.isZero()) {
            revoke(EndReason.ROTATED, actor, now);
            return Revocation.ofKey(id);
        }
        endsAt = now.plus(overlap);
        endedBy = person(actor);
        return Revocation.ofKey(id).refreshing();
    }

    /** As if it had never been rotated. */
    void goOn() {
        if (EndReason.ROTATED.id().equals(revokedReason)) {
            revokedAt = null;
            revokedReason = null;
            revokedBy = null;
        }
        endsAt = null;
        endedBy = null;
    }

    /** A key like this one, of the same owner, but for its hash. */
    StoredKey successor(String newId, String newPreview, String creator, Instant now) {
        var key = new StoredKey();
        key.id = newId;
        key.organisationId = organisationId;
        key.organisationUuid = organisationUuid;
        key.organisationName = organisationName;
        key.createdBy = creator;
        key.owner = owner;
        key.role = role;
        key.name = name;
        key.preview = newPreview;
        key.capabilities = capabilities.clone();
        key.allowedCidrs = allowedCidrs.clone();
        key.limitRequests = limitRequests;
        key.limitWindowSeconds = limitWindowSeconds;
        key.createdAt = now;
        key.expiresAt = expiresAt;
        key.predecessor = id;
        return key;
    }

    boolean isLiveAt(Instant now) {
        return toRecord().isLiveAt(now);
    }

    /** From now on it works from these networks alone. */
    void quarantine(List<Cidr> networks, Instant now) {
        quarantinedAt = now;
        quarantinedCidrs = networks.stream().map(Cidr::toString).toArray(String[]::new);
    }

    void handOverTo(String newOwner, String newRole) {
        owner = newOwner;
        role = newRole;
    }

    /** Writes down that the overlap with its successor is over; {@code false} if it is not, or that is written already. */
    boolean endOverlap(Instant now) {
        boolean expiredFirst = expiresAt != null && endsAt != null && !expiresAt.isAfter(endsAt);
        if (revokedAt != null || endsAt == null || now.isBefore(endsAt) || expiredFirst) {
            return false;
        }
        revokedAt = endsAt;
        revokedReason = EndReason.ROTATED.id();
        revokedBy = endedBy;
        return true;
    }

    KnownKey toKnownKey() {
        return new KnownKey(
                principal(),
                revokedAt,
                end(),
                networks(allowedCidrs),
                quarantinedAt == null ? null : networks(quarantinedCidrs));
    }

    KeyRecord toRecord() {
        return new KeyRecord(
                id,
                organisationId,
                name,
                preview,
                List.of(capabilities),
                createdAt,
                createdBy,
                owner,
                expiresAt,
                limit(),
                List.of(allowedCidrs),
                predecessor,
                endsAt,
                endedBy,
                quarantinedAt == null ? null : List.of(quarantinedCidrs),
                revokedAt,
                revokedReason,
                revokedBy);
    }

    /** The user, if it was one. */
    private static String person(Actor actor) {
        return Actor.SYSTEM.equals(actor.user()) ? null : actor.user();
    }

    private static List<Cidr> networks(String[] cidrs) {
        return Arrays.stream(cidrs).map(Cidr::parse).toList();
    }

    /** When it ends by itself: it expires, or leaves the place to its successor. */
    private Instant end() {
        return Stream.of(expiresAt, endsAt)
                .filter(end -> end != null)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private Limit limit() {
        return limitRequests == null ? null : new Limit(limitRequests, Duration.ofSeconds(limitWindowSeconds));
    }

    /** A capability that no longer exists allows nothing. */
    private Set<Capability> granted() {
        return Arrays.stream(capabilities)
                .flatMap(capability -> Capability.byId(capability).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Principal principal() {
        return new Principal(
                new Principal.Credential(Principal.Kind.KEY, id, name, end()),
                new Principal.Organisation(organisationId, organisationUuid, organisationName),
                owner,
                role,
                granted(),
                limit());
    }
}
