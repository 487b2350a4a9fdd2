package io.bureau.identity.organisation;

import io.bureau.kit.error.ApiException;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/**
 * Who belongs where, now. All of it joins the database session at hand. What changes who belongs to an organisation, or
 * depends on it to the commit, {@linkplain Organisations#lock locks} the organisation first.
 */
@ApplicationScoped
public class Memberships implements PanacheRepositoryBase<StoredMembership, String> {

    private static final String WITH_ORGANISATION =
            "from StoredMembership membership join fetch membership.organisation ";

    /** @param since when he joined */
    public record Member(String user, Role role, Instant since) {}

    /** The user's membership in the organisation, {@code null} if there is none. */
    public Uni<Membership> of(String user, String organisation) {
        return stored(user, organisation).map(Memberships::toMembership);
    }

    /** As {@link #of}; fails with 404 if there is none, as if there were no such organisation. */
    public Uni<Membership> require(String user, String organisation) {
        return of(user, organisation).onItem().ifNull().failWith(ApiException::notFound);
    }

    /** Where the user is at home: his personal organisation; {@code null} if he has none. */
    public Uni<Membership> home(String user) {
        return find(
                        WITH_ORGANISATION
                                + "where membership.accountId = ?1 and membership.organisation.personalOf = ?1",
                        user)
                .firstResult()
                .map(Memberships::toMembership);
    }

    /** Everywhere the user belongs to, in the order of the organisations' ids. */
    public Uni<List<Membership>> allOf(String user) {
        return list(WITH_ORGANISATION + "where membership.accountId = ?1 order by membership.organisation.id", user)
                .map(found -> found.stream().map(StoredMembership::toMembership).toList());
    }

    /** Everyone in the organisation, who came first is first. */
    public Uni<List<Member>> list(String organisation) {
        return list("organisation.id = ?1 order by since, id", organisation)
                .map(found -> found.stream()
                        .map(stored -> new Member(stored.accountId, stored.role(), stored.since))
                        .toList());
    }

    /** How many own the organisation. */
    public Uni<Long> countOwners(String organisation) {
        return count("organisation.id = ?1 and role = ?2", organisation, Role.OWNER.id());
    }

    /** Lets the user in; fails with 409 if he is. The caller has locked the organisation. */
    public Uni<Void> add(String user, String organisation, Role role, Instant at) {
        return stored(user, organisation)
                .invoke(present -> {
                    if (present != null) {
                        throw ApiException.conflict("This is already one of your organisations", present.role);
                    }
                })
                .chain(() -> getSession())
                .map(session -> session.getReference(StoredOrganisation.class, organisation))
                .chain(there -> persistAndFlush(StoredMembership.of(user, there, role, at)))
                .replaceWithVoid();
    }

    /** The caller has locked the organisation and knows that the user belongs to it. */
    public Uni<Void> changeRole(String user, String organisation, Role role) {
        return stored(user, organisation)
                .invoke(membership -> membership.role = role.id())
                .chain(() -> flush());
    }

    /** As {@link #changeRole}: the user belongs to it no more. */
    public Uni<Void> remove(String user, String organisation) {
        return stored(user, organisation).chain(this::delete).chain(() -> flush());
    }

    Uni<StoredMembership> stored(String user, String organisation) {
        return find(
                        WITH_ORGANISATION + "where membership.accountId = ?1 and membership.organisation.id = ?2",
                        user,
                        organisation)
                .firstResult();
    }

    private static Membership toMembership(StoredMembership stored) {
        return stored == null ? null : stored.toMembership();
    }
}
