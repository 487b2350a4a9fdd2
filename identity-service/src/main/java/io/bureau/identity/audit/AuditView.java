package io.bureau.identity.audit;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditEntry;
import io.bureau.kit.audit.Outcome;
import java.time.Instant;
import java.util.Map;

/**
 * A row in the public API, with all that its hash covers.
 *
 * @param service the service that keeps it and whose chain it belongs to
 */
record AuditView(
        String id,
        Instant at,
        String service,
        Who actor,
        String organisation,
        String action,
        String target,
        Outcome outcome,
        String ip,
        String userAgent,
        String requestId,
        String detail,
        long sequence,
        String previous,
        String hash) {

    /**
     * @param kind {@code user}, {@code key}, {@code system} for what nobody asked for, or {@code unknown}
     * @param id the user behind it, {@code null} if nobody is known
     * @param name {@code null} if there is none
     * @param credential the key or session, {@code null} if there was none
     */
    record Who(String kind, String id, String name, String credential) {

        static Who of(AuditEntry entry, Map<String, String> names) {
            return new Who(
                    kind(entry),
                    entry.actor(),
                    entry.actor() == null ? null : names.get(entry.actor()),
                    entry.credential());
        }

        private static String kind(AuditEntry entry) {
            if (entry.actor() == null) {
                return "unknown";
            }
            if (entry.actor().equals(Actor.SYSTEM)) {
                return "system";
            }
            return entry.credential() != null && entry.credential().startsWith("key_") ? "key" : "user";
        }
    }

    static AuditView of(Trails.Kept kept, Map<String, String> names) {
        var entry = kept.entry();
        return new AuditView(
                entry.id(),
                entry.at(),
                kept.service().id(),
                Who.of(entry, names),
                entry.organisation(),
                entry.action(),
                entry.target(),
                entry.outcome(),
                entry.ip(),
                entry.userAgent(),
                entry.requestId(),
                entry.detail(),
                entry.sequence(),
                entry.previous(),
                entry.hash());
    }
}
