package io.bureau.desktops.webhook;

import java.time.Instant;
import java.util.List;

/**
 * A webhook as its organisation sees it.
 *
 * @param events the types of events that it is told of; empty for all
 * @param disabledReason why it is disabled, {@code null} while it is not
 * @param failingSince since when nothing was accepted; {@code null} if the last attempt was
 * @param previousSecretUntil until when the signing secret before signs, too; {@code null} if it does not
 */
record WebhookView(
        String id,
        String url,
        String description,
        List<String> events,
        boolean enabled,
        Instant disabledAt,
        String disabledReason,
        Instant failingSince,
        Instant previousSecretUntil,
        Instant createdAt,
        String createdBy) {}
