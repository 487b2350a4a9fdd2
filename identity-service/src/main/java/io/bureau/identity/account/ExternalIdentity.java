package io.bureau.identity.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "external_identity")
class ExternalIdentity {

    @Id
    String id;

    @ManyToOne
    @JoinColumn(name = "account_id")
    StoredAccount account;

    String provider;
    String issuer;
    String subject;
    Instant linkedAt;
}
