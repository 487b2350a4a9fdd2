package io.bureau.identity.account;

import io.bureau.identity.organisation.Membership;
import io.bureau.identity.organisation.Memberships;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Users with their names and addresses, in the light of one organisation. */
@ApplicationScoped
public class Profiles {

    private final Accounts accounts;
    private final Memberships memberships;

    Profiles(Accounts accounts, Memberships memberships) {
        this.accounts = accounts;
        this.memberships = memberships;
    }

    /** The profile, {@code null} if there is no such user or he does not belong to the organisation. */
    @WithSession
    public Uni<Profile> find(String user, String organisation) {
        return memberships
                .of(user, organisation)
                .onItem()
                .ifNotNull()
                .transformToUni(membership -> accounts.findById(user).map(account -> profile(account, membership)));
    }

    private static Profile profile(StoredAccount account, Membership membership) {
        var organisation = membership.organisation();
        return new Profile(
                account.toUser(),
                new Profile.Organisation(
                        organisation.id(),
                        organisation.uuid(),
                        organisation.name(),
                        membership.role().id()));
    }
}
