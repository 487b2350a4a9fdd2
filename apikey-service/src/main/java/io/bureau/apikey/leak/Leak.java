package io.bureau.apikey.leak;

import io.bureau.apikey.key.EndReason;
import io.bureau.kit.audit.Actor;

/**
 * What is known of how a secret got out.
 *
 * @param reason what a key is revoked for
 * @param detail for the audit trail: where the secret was found, never the secret
 */
record Leak(Actor reporter, EndReason reason, String detail) {}
