package io.bureau.apikey.key;

import io.bureau.kit.ratelimit.Limit;
import java.time.Instant;
import java.util.List;

/**
 * A key as those see it who may know of it: all but what could open anything.
 *
 * @param endsAt the end of the overlap with its successor, as {@code endedBy} decided; {@code null} while it has none
 * @param quarantinedCidrs {@code null} unless it is in quarantine
 */
record KeyRecord(
        String id,
        String organisation,
        String name,
        String preview,
        List<String> capabilities,
        Instant createdAt,
        String createdBy,
        String owner,
        Instant expiresAt,
        Limit limit,
        List<String> allowedCidrs,
        String predecessor,
        Instant endsAt,
        String endedBy,
        List<String> quarantinedCidrs,
        Instant revokedAt,
        String revokedReason,
        String revokedBy) {

    /** When, why and by whom it was ended before its time. */
    record End(Instant at, String reason, String by) {}

    /** An overlap that is over ends a key at its very instant, whenever that is written down. {@code null} for a live key. */
    End endAt(Instant now) {
        if (revokedAt != null) {
            return new End(revokedAt, revokedReason, revokedBy);
        }
        boolean overlapIsOver = endsAt != null && !now.isBefore(endsAt);
        return overlapIsOver && !expiresBy(endsAt) ? new End(endsAt, EndReason.ROTATED.id(), endedBy) : null;
    }

    boolean isLiveAt(Instant now) {
        return switch (statusAt(now)) {
            case ACTIVE, ROTATING, QUARANTINED -> true;
            case REVOKED, EXPIRED -> false;
        };
    }

    KeyStatus statusAt(Instant now) {
        if (endAt(now) != null) {
            return KeyStatus.REVOKED;
        }
        if (expiresBy(now)) {
            return KeyStatus.EXPIRED;
        }
        if (quarantinedCidrs != null) {
            return KeyStatus.QUARANTINED;
        }
        return endsAt == null ? KeyStatus.ACTIVE : KeyStatus.ROTATING;
    }

    private boolean expiresBy(Instant instant) {
        return expiresAt != null && !instant.isBefore(expiresAt);
    }
}
