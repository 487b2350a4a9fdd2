package io.bureau.apikey.leak;

import io.bureau.kit.audit.Actor;

/**
 * What is known of how a secret got out.
 *
 * @param reason what a key is revoked for, such as {@code reported_leaked}
 * @param detail for the audit trail: where the secret was found, never the secret
 */
record Leak(Actor reporter, String reason, String detail) {}
