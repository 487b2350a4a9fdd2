package io.bureau.desktops.webhook;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.Locale;

/**
 * A delivery as the webhook's owners see it.
 *
 * @param id the {@code webhook-id} of all its attempts
 * @param nextAttemptAt {@code null} unless it is pending
 * @param responseStatus of the last attempt, like the next two; {@code null} if nothing was answered
 * @param responseBody the beginning of it
 * @param error why nothing was answered, or none is sent any more
 * @param payload what is sent, as it is signed
 */
record DeliveryView(
        String id,
        String type,
        String status,
        int attempts,
        Instant createdAt,
        Instant lastAttemptAt,
        Instant nextAttemptAt,
        Integer responseStatus,
        String responseBody,
        String error,
        @JsonRawValue String payload) {

    static DeliveryView of(StoredDelivery delivery) {
        return new DeliveryView(
                delivery.id,
                delivery.type,
                delivery.status.name().toLowerCase(Locale.ROOT),
                delivery.attempts,
                delivery.createdAt,
                delivery.attemptedAt,
                delivery.dueAt,
                delivery.responseStatus,
                delivery.responseBody,
                delivery.error,
                delivery.body);
    }
}
