package io.bureau.desktops.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "audit")
class AuditEntry {

    @Id
    String id;

    Instant at;
    String organisationId;
    String actor;
    String credential;
    String action;
    String target;
    String detail;
}
