package io.bureau.identity.organisation;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Organisations, and their beginning. All of it joins the database session or transaction at hand. */
@ApplicationScoped
public class Organisations implements PanacheRepositoryBase<StoredOrganisation, String> {

    private static final String RECORDS = """
            select new io.bureau.identity.organisation.OrganisationRecord(
                organisation.id, organisation.uuid, organisation.name, membership.role,
                case when organisation.personalOf = ?1 then true else false end,
                (select count(member) from StoredMembership member where member.organisation = organisation),
                organisation.createdAt)
            from StoredMembership membership join membership.organisation organisation
            where membership.accountId = ?1
            """;

    private final Memberships memberships;
    private final AuditTrail audit;

    Organisations(Memberships memberships, AuditTrail audit) {
        this.memberships = memberships;
        this.audit = audit;
    }

    /** The organisation that a new user has to himself. */
    public Uni<Membership> createPersonal(String user, String name, Instant at) {
        return create(Actor.ofUser(user), user, name, user, at);
    }

    /** A new organisation that {@code user} owns. */
    public Uni<Membership> create(Actor actor, String user, String name, Instant at) {
        return create(actor, user, name, null, at);
    }

    /**
     * Locks the organisation to the end of the transaction, so that one change of its members comes after another; fails
     * with 404 if there is none. Who locks several does so in the order of their ids.
     */
    public Uni<Void> lock(String id) {
        return lock(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Keeps the organisation and its members as they are to the end of the transaction; fails with 404 if there is none. */
    public Uni<Void> hold(String id) {
        return lock(id, LockModeType.PESSIMISTIC_READ);
    }

    /** {@code false} if this is its name already. The caller has locked it. */
    public Uni<Boolean> rename(String id, String name) {
        return findById(id)
                .map(organisation -> {
                    boolean other = !organisation.name.equals(name);
                    organisation.name = name;
                    return other;
                })
                .call(() -> flush());
    }

    /** Whose personal one it is; {@code null} if nobody's. */
    public Uni<String> personalOwner(String id) {
        return findById(id).map(organisation -> organisation.personalOf);
    }

    /** It is nobody's personal one any more, for the user's account ends. The caller has locked it. */
    public Uni<Void> release(String id, String user) {
        return findById(id)
                .invoke(organisation -> {
                    if (user.equals(organisation.personalOf)) {
                        organisation.personalOf = null;
                    }
                })
                .chain(() -> flush());
    }

    /** It is no more, and nobody belongs to it. The caller has locked it. */
    public Uni<Void> close(String id, Instant at) {
        return findById(id)
                .invoke(organisation -> {
                    organisation.deletedAt = at;
                    organisation.personalOf = null;
                })
                .chain(() -> flush())
                .chain(() -> memberships.delete("organisation.id = ?1", id))
                .replaceWithVoid();
    }

    /** Fails with 404 if there is none. */
    public Uni<String> nameOf(String id) {
        return find("id = ?1 and deletedAt is null", id)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(ApiException::notFound)
                .map(organisation -> organisation.name);
    }

    /** The names that go with these ids. */
    public Uni<Map<String, String>> namesOf(Collection<String> ids) {
        return list("id in ?1", ids)
                .map(found -> found.stream()
                        .collect(Collectors.toMap(organisation -> organisation.id, organisation -> organisation.name)));
    }

    /** Those the user belongs to, his own first. */
    public Uni<List<OrganisationRecord>> recordsOf(String user) {
        return getSession()
                .chain(session -> session.createQuery(
                                RECORDS + " order by (case when organisation.personalOf = ?1 then 0 else 1 end),"
                                        + " membership.since, membership.id",
                                OrganisationRecord.class)
                        .setParameter(1, user)
                        .getResultList());
    }

    /** As the user sees it; fails with 404 unless he belongs to it. */
    public Uni<OrganisationRecord> recordOf(String user, String id) {
        return getSession()
                .chain(session -> session.createQuery(RECORDS + " and organisation.id = ?2", OrganisationRecord.class)
                        .setParameter(1, user)
                        .setParameter(2, id)
                        .getSingleResultOrNull())
                .onItem()
                .ifNull()
                .failWith(ApiException::notFound);
    }

    private Uni<Void> lock(String id, LockModeType mode) {
        return find("id = ?1 and deletedAt is null", id)
                .withLock(mode)
                .firstResult()
                .onItem()
                .ifNull()
                .failWith(ApiException::notFound)
                .replaceWithVoid();
    }

    private Uni<Membership> create(Actor actor, String user, String name, String personalOf, Instant at) {
        var organisation = new StoredOrganisation();
        organisation.id = Ids.next("org");
        organisation.uuid = UUID.randomUUID();
        organisation.name = name;
        organisation.personalOf = personalOf;
        organisation.createdAt = at;
        var membership = StoredMembership.of(user, organisation, Role.OWNER, at);
        return persist(organisation)
                .chain(() -> memberships.persist(membership))
                .chain(() -> audit.record(
                        organisation.id, actor, "organisation.create", organisation.id, "name=" + name, at))
                .replaceWith(membership::toMembership);
    }
}
