package io.bureau.apikey.key;

import java.time.Instant;
import java.util.List;

/** A key as those see it who may know of it: all but what could open anything. */
record KeyRecord(
        String id,
        String name,
        String preview,
        List<String> capabilities,
        Instant createdAt,
        String createdBy,
        Instant expiresAt,
        Instant revokedAt,
        String revokedReason) {

    String statusAt(Instant now) {
        if (revokedAt != null) {
            return "revoked";
        }
        return expiresAt == null || now.isBefore(expiresAt) ? "active" : "expired";
    }
}
