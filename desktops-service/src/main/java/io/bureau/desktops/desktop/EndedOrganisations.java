package io.bureau.desktops.desktop;

import io.bureau.kit.error.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Organisations that get no desktop and nothing else any more. A creation and the end of its organisation exclude each other by a lock that
 * lasts as long as the transaction: whichever comes second sees what the first has done, and so no desktop is made that the
 * end has not seen.
 */
@ApplicationScoped
public class EndedOrganisations {

    private static final String FIND = "SELECT count(*) FROM ended_organisation WHERE organisation_id = :organisation";
    private static final String ADD =
            "INSERT INTO ended_organisation (organisation_id, at) VALUES (:organisation, :at) ON CONFLICT DO NOTHING";

    /** Keeps the organisation from ending until the transaction at hand does; fails with 409 if it has ended. */
    public Uni<Void> hold(String organisation) {
        return OrganisationLock.END
                .share(organisation)
                .chain(session -> session.createNativeQuery(FIND, Long.class)
                        .setParameter("organisation", organisation)
                        .getSingleResult())
                .invoke(ended -> {
                    if (ended > 0) {
                        throw ApiException.conflict("The organisation has been deleted", "deleted");
                    }
                })
                .replaceWithVoid();
    }

    /** Ends the organisation in the transaction at hand, after all creations under way; harmless if it has ended. */
    Uni<Void> add(String organisation, Instant at) {
        return OrganisationLock.END
                .take(organisation)
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter("organisation", organisation)
                        .setParameter("at", at)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
