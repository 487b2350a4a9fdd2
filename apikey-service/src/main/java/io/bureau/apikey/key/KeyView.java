package io.bureau.apikey.key;

import io.bureau.apikey.usage.LastUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A key in the public API.
 *
 * @param status {@code active}, {@code revoked} or {@code expired}
 * @param capabilityLastUsed by capability; one of which no use is known is absent
 */
record KeyView(
        String id,
        String name,
        String preview,
        List<String> capabilities,
        Instant createdAt,
        Creator createdBy,
        Instant expiresAt,
        Instant lastUsedAt,
        String lastUsedIp,
        String status,
        Instant revokedAt,
        String revokedReason,
        Map<String, Instant> capabilityLastUsed) {

    /** @param name {@code null} if identity-service could not say */
    record Creator(String id, String name) {}

    /** @param use {@code null} if it was never used */
    static KeyView of(KeyRecord key, String creatorName, LastUse use, Instant now) {
        return new KeyView(
                key.id(),
                key.name(),
                key.preview(),
                key.capabilities(),
                key.createdAt(),
                new Creator(key.createdBy(), creatorName),
                key.expiresAt(),
                use == null ? null : use.at(),
                use == null ? null : use.ip(),
                key.statusAt(now),
                key.revokedAt(),
                key.revokedReason(),
                Map.of());
    }
}
