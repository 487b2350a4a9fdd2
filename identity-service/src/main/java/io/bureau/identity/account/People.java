package io.bureau.identity.account;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Users by their ids, whatever organisation they are in. */
@ApplicationScoped
public class People {

    private final Accounts accounts;
    private final ExternalIdentities identities;

    People(Accounts accounts, ExternalIdentities identities) {
        this.accounts = accounts;
        this.identities = identities;
    }

    /** Those that exist, by their ids. */
    @WithSession
    public Uni<Map<String, Profile.User>> byId(Collection<String> ids) {
        return accounts.list("id in ?1", ids)
                .map(found -> found.stream()
                        .map(StoredAccount::toUser)
                        .collect(Collectors.toMap(Profile.User::id, user -> user)));
    }

    /** The e-mail addresses that are proved to be the user's, in lower case. */
    @WithSession
    public Uni<Set<String>> addressesOf(String user) {
        return identities
                .addressesOf(user)
                .map(found -> found.stream()
                        .map(address -> address.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }
}
