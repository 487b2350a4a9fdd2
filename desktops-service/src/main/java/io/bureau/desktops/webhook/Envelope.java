package io.bureau.desktops.webhook;

import java.time.Instant;

/**
 * A delivery that this replica has claimed, as it is to be sent.
 *
 * @param id the same at every attempt
 * @param lease by which the claim is known
 * @param at the time of the attempt, which is signed
 */
record Envelope(String id, String webhook, String lease, String url, Instant at, String signature, String body) {}
