package io.bureau.kit.audit;

import java.time.Instant;

/**
 * A row of the trail, with everything that its hash covers.
 *
 * @param organisation {@code null} for what concerns none, such as a sign-in that failed
 * @param actor see {@link Actor#user()}
 * @param sequence its place in the chain of its organisation in this service, from 1
 * @param previous the hash of the row before it, in hexadecimal digits; zeros for the first
 * @param hash see {@link AuditHash}
 */
public record AuditEntry(
        String id,
        Instant at,
        String organisation,
        String actor,
        String credential,
        String action,
        String target,
        Outcome outcome,
        String detail,
        String ip,
        String userAgent,
        String requestId,
        long sequence,
        String previous,
        String hash) {}
