package io.bureau.identity.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "account")
class StoredAccount {

    @Id
    String id;

    String email;
    String name;
    String avatarUrl;
    Instant createdAt;

    /** The provider is asked at each sign-in, so what it says now replaces what it said then. */
    void describedBy(ProvenIdentity identity) {
        email = identity.email();
        name = identity.name();
        avatarUrl = identity.avatarUrl();
    }
}
