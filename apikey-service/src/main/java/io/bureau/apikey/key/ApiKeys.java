package io.bureau.apikey.key;

import io.bureau.kit.principal.Principal;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class ApiKeys implements PanacheRepositoryBase<StoredKey, String> {

    private static final String LOCK_ORGANISATION =
            "SELECT CAST(pg_advisory_xact_lock(hashtextextended(:organisation, 0)) AS text)";

    private static final Sort NEWEST_FIRST = Sort.descending("createdAt", "id");

    /** The key with one of these hashes, by one query however many there are; {@code null} if there is none. */
    Uni<StoredKey> findByHash(List<KeyHash> hashes) {
        var versions = hashes.stream().map(KeyHash::pepperVersion).toList();
        var values = hashes.stream().map(KeyHash::value).toList();
        return find("pepperVersion in ?1 and hash in ?2", versions, values).firstResult();
    }

    Uni<List<StoredKey>> listWithinReachOf(Principal principal) {
        var organisation = principal.organisation().id();
        return principal.administers()
                ? list("organisationId", NEWEST_FIRST, organisation)
                : list("organisationId = ?1 and owner = ?2", NEWEST_FIRST, organisation, principal.user());
    }

    /** The key, its row locked until the transaction ends; {@code null} if there is none. */
    Uni<StoredKey> lock(String id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /**
     * Until the transaction ends nobody else can hold this organisation's lock. Whatever makes keys live or ends all of
     * somebody's takes it first, so that each sees the keys of the one before.
     */
    Uni<Void> lockOrganisation(String organisation) {
        return getSession()
                .chain(session -> session.createNativeQuery(LOCK_ORGANISATION, String.class)
                        .setParameter("organisation", organisation)
                        .getSingleResult())
                .replaceWithVoid();
    }

    Uni<Long> countLive(String organisation, Instant now) {
        return count(
                "organisationId = ?1 and revokedAt is null and (expiresAt is null or expiresAt > ?2)"
                        + " and (endsAt is null or endsAt > ?2)",
                organisation,
                now);
    }

    /** Keys whose overlap with their successor is over without that being written down; a hundred at most. */
    @WithSession
    Uni<List<String>> idsOfOverlapsOver(Instant now) {
        return find(
                        "endsAt <= ?1 and revokedAt is null and (expiresAt is null or expiresAt > endsAt)",
                        Sort.ascending("endsAt"),
                        now)
                .page(0, 100)
                .list()
                .map(found -> found.stream().map(key -> key.id).toList());
    }

    /** The keys of this organisation that are not revoked, their rows locked. */
    Uni<List<StoredKey>> lockThoseOf(String organisation) {
        return find("organisationId = ?1 and revokedAt is null", Sort.ascending("id"), organisation)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Changes nothing if another replica was faster. */
    Uni<Integer> rehash(String id, int oldVersion, KeyHash hashed) {
        return update(
                "pepperVersion = ?1, hash = ?2 where id = ?3 and pepperVersion = ?4",
                hashed.pepperVersion(),
                hashed.value(),
                id,
                oldVersion);
    }
}
