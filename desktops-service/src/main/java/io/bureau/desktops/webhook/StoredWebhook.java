package io.bureau.desktops.webhook;

import io.bureau.kit.principal.Principal;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** A row of {@code webhook}. */
@Entity
@Table(name = "webhook")
class StoredWebhook {

    @Id
    String id;

    String organisationId;
    String createdBy;
    Instant createdAt;
    String url;
    String description;
    String events;
    byte[] secret;
    byte[] previousSecret;
    Instant previousUntil;
    boolean enabled;
    Instant activeSince;
    Instant disabledAt;
    String disabledReason;
    Instant failingSince;

    boolean belongsTo(Principal principal) {
        return organisationId.equals(principal.organisation().id());
    }

    List<String> eventTypes() {
        return events.isEmpty() ? List.of() : List.of(events.split(","));
    }

    /** Whether it is to be told of what happened then. */
    boolean wants(String type, Instant at) {
        return enabled
                && !at.isBefore(activeSince)
                && (events.isEmpty() || eventTypes().contains(type));
    }

    void enable(Instant now) {
        enabled = true;
        activeSince = now;
        disabledAt = null;
        disabledReason = null;
        failingSince = null;
    }

    void disable(String reason, Instant now) {
        enabled = false;
        disabledAt = now;
        disabledReason = reason;
    }

    WebhookView toView(Instant now) {
        return new WebhookView(
                id,
                url,
                description,
                eventTypes(),
                enabled,
                disabledAt,
                disabledReason,
                failingSince,
                previousUntil != null && previousUntil.isAfter(now) ? previousUntil : null,
                createdAt,
                createdBy);
    }
}
