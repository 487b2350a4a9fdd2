package io.bureau.identity.account;

import io.bureau.kit.id.Ids;
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
    String email;
    Instant linkedAt;
    Instant lastUsedAt;

    static ExternalIdentity of(ProvenIdentity proven, StoredAccount account, Instant at) {
        var identity = new ExternalIdentity();
        identity.id = Ids.next("idn");
        identity.account = account;
        identity.provider = proven.provider();
        identity.issuer = proven.issuer();
        identity.subject = proven.subject();
        identity.linkedAt = at;
        identity.usedAt(at, proven.email());
        return identity;
    }

    boolean is(ProvenIdentity proven) {
        return provider.equals(proven.provider()) && issuer.equals(proven.issuer()) && subject.equals(proven.subject());
    }

    void usedAt(Instant at, String provenEmail) {
        lastUsedAt = at;
        email = provenEmail;
    }
}
