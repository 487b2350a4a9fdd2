package io.bureau.desktops.desktop;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@ApplicationScoped
class Desktops implements PanacheRepositoryBase<StoredDesktop, String> {

    private static final Sort NEWEST_FIRST = Sort.descending("createdAt", "id");

    private static final String DUE = "dueAt <= :now and (leasedUntil is null or leasedUntil <= :now)";

    /** Passes over what another replica is about to take. */
    private static final String LEASE = """
            UPDATE desktop SET lease = :lease, leased_until = :until
            WHERE id = (
                SELECT id FROM desktop
                WHERE id = :id AND due_at <= :now AND (leased_until IS NULL OR leased_until <= :now)
                FOR UPDATE SKIP LOCKED)
            """;

    /** By whom it is known later does not matter: the latest time counts. */
    private static final String USED =
            "UPDATE desktop SET last_active_at = greatest(last_active_at, :now) WHERE id = :id AND status = 'RUNNING'";

    private static final String IDLE = "status = :running and keepAlive = false and startedAt <= :since"
            + " and (lastActiveAt is null or lastActiveAt <= :since)";

    /** Whoever comes at the same moment passes over what is about to be taken. */
    private static final String TAKE_SPARE = """
            SELECT * FROM desktop
            WHERE organisation_id = '' AND status = 'RUNNING' AND image = :image AND image_reference = :reference
              AND tier = :tier AND cpus = :cpus AND memory_megabytes = :memory AND disk_gigabytes = :disk
              AND width = :width AND height = :height
            ORDER BY created_at, id LIMIT 1
            FOR UPDATE SKIP LOCKED
            """;

    /** The desktop, its row locked until the transaction ends; {@code null} if there is none. */
    Uni<StoredDesktop> lock(String id) {
        return find("id", id).withLock(LockModeType.PESSIMISTIC_WRITE).firstResult();
    }

    /** One more than {@code query} asks for, if there are more. */
    Uni<List<StoredDesktop>> list(String organisation, DesktopQuery query) {
        var where = new StringBuilder("organisationId = :organisation and status <> :destroyed");
        var parameters = new HashMap<String, Object>();
        parameters.put("organisation", organisation);
        parameters.put("destroyed", Status.DESTROYED);
        if (query.status() != null) {
            where.append(" and status = :status");
            parameters.put("status", query.status());
        }
        if (query.after() != null) {
            where.append(" and (createdAt < :at or (createdAt = :at and id < :id))");
            parameters.put("at", query.after().createdAt());
            parameters.put("id", query.after().id());
        }
        return find(where.toString(), NEWEST_FIRST, parameters)
                .page(Page.ofSize(query.limit() + 1))
                .list();
    }

    /** All of an organisation's that are not on their way out, their rows locked until the transaction ends. */
    Uni<List<StoredDesktop>> lockAll(String organisation) {
        return find("organisationId = ?1 and status not in ?2", Sort.by("id"), organisation, Status.LEAVING)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** How many an organisation has, without those on their way out. */
    Uni<Long> countOf(String organisation) {
        return count("organisationId = ?1 and status not in ?2", organisation, Status.LEAVING);
    }

    /** What anybody may take on now, the longest overdue first. */
    Uni<List<String>> due(Instant now, int most) {
        return find(DUE, Sort.ascending("dueAt"), Map.of("now", now))
                .page(Page.ofSize(most))
                .list()
                .map(found -> found.stream().map(desktop -> desktop.id).toList());
    }

    /** Whether the lease was to be had: something is due and nobody is at it. */
    Uni<Boolean> lease(String id, String lease, Instant now, Instant until) {
        return getSession()
                .chain(session -> session.createNativeQuery(LEASE)
                        .setParameter("id", id)
                        .setParameter("lease", lease)
                        .setParameter("now", now)
                        .setParameter("until", until)
                        .executeUpdate())
                .map(taken -> taken == 1);
    }

    /** Whether this desktop runs; if so, that it is in use is known from now on. */
    Uni<Boolean> used(String id, Instant now) {
        return getSession()
                .chain(session -> session.createNativeQuery(USED)
                        .setParameter("id", id)
                        .setParameter("now", now)
                        .executeUpdate())
                .map(noted -> noted == 1);
    }

    /** Those that may be stopped because nobody has used them since, so many at most. */
    Uni<List<String>> idle(Instant since, int most) {
        return find(IDLE, Map.of("running", Status.RUNNING, "since", since))
                .page(Page.ofSize(most))
                .list()
                .map(found -> found.stream().map(desktop -> desktop.id).toList());
    }

    /** Those which a machine may be running for, or not, without anybody being at it. */
    Uni<List<StoredDesktop>> settled() {
        return list("status in ?1", List.of(Status.RUNNING, Status.STOPPED));
    }

    /** A spare of this kind that runs, its row locked until the transaction ends; {@code null} if there is none left. */
    Uni<StoredDesktop> takeSpare(Kind kind) {
        return getSession()
                .chain(session -> session.createNativeQuery(TAKE_SPARE, StoredDesktop.class)
                        .setParameter("image", kind.image())
                        .setParameter("reference", kind.imageReference())
                        .setParameter("tier", kind.tier())
                        .setParameter("cpus", kind.cpus())
                        .setParameter("memory", kind.memoryMegabytes())
                        .setParameter("disk", kind.diskGigabytes())
                        .setParameter("width", kind.width())
                        .setParameter("height", kind.height())
                        .getSingleResultOrNull());
    }

    /** The spares that are not on their way out, detached: whoever locks one later must see what has become of it. */
    Uni<List<StoredDesktop>> spares() {
        return list("organisationId = ?1 and status not in ?2", Spares.NOBODY, Status.LEAVING)
                .call(found -> getSession().invoke(session -> found.forEach(session::detach)));
    }

    /** Deletes the rows of spares that are gone: they were nobody's, so nobody looks for them. */
    Uni<Long> forgetSpares() {
        return delete("organisationId = ?1 and status = ?2", Spares.NOBODY, Status.DESTROYED);
    }

    Uni<List<StoredDesktop>> stillThere(Collection<String> ids) {
        return list("id in ?1 and status <> ?2", ids, Status.DESTROYED);
    }
}
