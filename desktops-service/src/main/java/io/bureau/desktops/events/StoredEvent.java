package io.bureau.desktops.events;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "event")
class StoredEvent {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    Long sequence;

    Instant at;
    String organisationId;
    String desktopId;
    String type;
    String payload;
}
