package io.bureau.apikey.key;

import io.bureau.kit.principal.Capability;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.ratelimit.Limit;
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

/** A row of {@code api_key}. */
@Entity
@Table(name = "api_key")
class StoredKey {

    private static final Set<String> RUNS_THE_ORGANISATION = Set.of("owner", "admin");

    @Id
    String id;

    String organisationId;
    String organisationUuid;
    String organisationName;
    String createdBy;
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
    Instant quarantinedAt;
    String[] quarantinedCidrs;

    void belongTo(Principal creator) {
        organisationId = creator.organisation().id();
        organisationUuid = creator.organisation().uuid();
        organisationName = creator.organisation().name();
        createdBy = creator.user();
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
                && (reachesAll(principal) || createdBy.equals(principal.user()));
    }

    static boolean reachesAll(Principal principal) {
        return RUNS_THE_ORGANISATION.contains(principal.role());
    }

    /** Ends this key for good; {@code false} if it had been ended before. */
    boolean revoke(String reason, Instant now) {
        if (revokedAt != null) {
            return false;
        }
        revokedAt = now;
        revokedReason = reason;
        return true;
    }

    boolean isLiveAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    /** From now on it works from these networks alone. */
    void quarantine(List<Cidr> networks, Instant now) {
        quarantinedAt = now;
        quarantinedCidrs = networks.stream().map(Cidr::toString).toArray(String[]::new);
    }

    KnownKey toKnownKey() {
        return new KnownKey(
                principal(),
                revokedAt,
                expiresAt,
                networks(allowedCidrs),
                quarantinedCidrs == null ? null : networks(quarantinedCidrs));
    }

    private static List<Cidr> networks(String[] cidrs) {
        return Arrays.stream(cidrs).map(Cidr::parse).toList();
    }

    KeyRecord toRecord() {
        return new KeyRecord(
                id, name, preview, List.of(capabilities), createdAt, createdBy, expiresAt, revokedAt, revokedReason);
    }

    /** A capability that no longer exists allows nothing. */
    private Set<Capability> granted() {
        return Arrays.stream(capabilities)
                .flatMap(capability -> Capability.byId(capability).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Principal principal() {
        return new Principal(
                new Principal.Credential(Principal.Kind.KEY, id, name, expiresAt),
                new Principal.Organisation(organisationId, organisationUuid, organisationName),
                createdBy,
                role,
                granted(),
                limitRequests == null ? null : new Limit(limitRequests, Duration.ofSeconds(limitWindowSeconds)));
    }
}
