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
    boolean nameChosen;
    Instant createdAt;
    Instant deletedAt;

    /**
     * The provider is asked at each sign-in, so what it says now replaces what it said then; but for a name that the user has
     * chosen.
     */
    void describedBy(ProvenIdentity identity) {
        email = identity.email();
        name = nameChosen ? name : identity.name();
        avatarUrl = identity.avatarUrl();
    }

    void chooseName(String chosen) {
        name = chosen;
        nameChosen = true;
    }

    /** Nothing is left that tells whose it was. */
    void delete(Instant at) {
        email = null;
        name = null;
        avatarUrl = null;
        deletedAt = at;
    }

    Profile.User toUser() {
        return new Profile.User(id, email, deletedAt == null ? name : "Deleted user", avatarUrl);
    }
}
