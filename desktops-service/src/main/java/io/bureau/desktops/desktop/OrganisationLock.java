package io.bureau.desktops.desktop;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import org.hibernate.reactive.mutiny.Mutiny;

/** Locks by organisation, which last as long as the transaction at hand. Each has half a key of its own. */
public enum OrganisationLock {
    /** Shared by those who make a desktop, exclusive to who ends the organisation. */
    END(0x656e6465),
    /** Of those who count desktops before they make or start one. */
    QUOTA(0x71756f74),
    /** Of those who count webhooks before they make one. */
    WEBHOOKS(0x77656268),
    /** Of who makes spares, which are of no organisation. */
    REFILL(0x72656669);

    /** To text, because the result of the function has no type that a client could read. */
    private static final String SHARE =
            "SELECT CAST(pg_advisory_xact_lock_shared(:locks, hashtext(:organisation)) AS text)";

    private static final String TAKE = "SELECT CAST(pg_advisory_xact_lock(:locks, hashtext(:organisation)) AS text)";

    private static final String TRY = "SELECT pg_try_advisory_xact_lock(:locks, hashtext(:organisation))";

    private final int locks;

    OrganisationLock(int locks) {
        this.locks = locks;
    }

    Uni<Mutiny.Session> share(String organisation) {
        return lock(SHARE, organisation);
    }

    public Uni<Mutiny.Session> take(String organisation) {
        return lock(TAKE, organisation);
    }

    /** Whether it was to be had without waiting. */
    Uni<Boolean> tryTake(String organisation) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(TRY, Boolean.class)
                        .setParameter("locks", locks)
                        .setParameter("organisation", organisation)
                        .getSingleResult());
    }

    private Uni<Mutiny.Session> lock(String how, String organisation) {
        return Panache.getSession()
                .call(session -> session.createNativeQuery(how, String.class)
                        .setParameter("locks", locks)
                        .setParameter("organisation", organisation)
                        .getSingleResult());
    }
}
