package io.bureau.desktops.webhook;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code webhook_delivery}. */
@Entity
@Table(name = "webhook_delivery")
class StoredDelivery {

    enum Status {
        PENDING,
        DELIVERED,
        FAILED
    }

    @Id
    String id;

    String webhookId;
    String type;
    String body;
    Instant createdAt;

    @Enumerated(EnumType.STRING)
    Status status;

    int attempts;
    int repetitions;
    Instant attemptedAt;
    Integer responseStatus;
    String responseBody;
    String error;
    Instant dueAt;
    String lease;
    Instant leasedUntil;

    /** Is to be sent at {@code when}, after all attempts that there were. */
    void become(Instant when) {
        status = Status.PENDING;
        dueAt = when;
        release();
    }

    /** No attempt follows. */
    void become(Status end) {
        status = end;
        dueAt = null;
        release();
    }

    void write(Attempt attempt, Instant now) {
        attempts++;
        attemptedAt = now;
        responseStatus = attempt.status();
        responseBody = attempt.body();
        error = attempt.error();
    }

    private void release() {
        lease = null;
        leasedUntil = null;
    }
}
