package io.bureau.identity.organisation;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Who belongs where, now. All of it joins the database session at hand. */
@ApplicationScoped
public class Memberships implements PanacheRepositoryBase<StoredMembership, String> {

    private static final String WITH_ORGANISATION =
            "from StoredMembership membership join fetch membership.organisation ";

    /** The user's membership in the organisation, {@code null} if there is none. */
    public Uni<Membership> of(String user, String organisation) {
        return find(
                        WITH_ORGANISATION + "where membership.accountId = ?1 and membership.organisation.id = ?2",
                        user,
                        organisation)
                .firstResult()
                .map(Memberships::toMembership);
    }

    /** Where the user is at home: the organisation that he has belonged to the longest; {@code null} if to none. */
    public Uni<Membership> home(String user) {
        return find(
                        WITH_ORGANISATION + "where membership.accountId = ?1 order by membership.since, membership.id",
                        user)
                .firstResult()
                .map(Memberships::toMembership);
    }

    private static Membership toMembership(StoredMembership stored) {
        return stored == null ? null : stored.toMembership();
    }
}
