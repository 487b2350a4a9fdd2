package io.bureau.desktops.desktop;

import io.bureau.kit.audit.Actor;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** What else goes with an organisation, besides its desktops. */
public interface OrganisationEnding {

    /**
     * Lets it go in the transaction at hand. Rows are locked before any is written to the audit trail. May be repeated.
     *
     * @param actor on whose behalf
     */
    Uni<Void> end(String organisation, Actor actor, Instant at);
}
