package io.bureau.apikey.leak;

import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.principal.Principal;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** What each organisation wants done with leaked keys. */
@ApplicationScoped
class LeakResponses implements PanacheRepositoryBase<ChosenResponse, String> {

    private final AuditTrail audit;
    private final Clock clock;

    LeakResponses(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /** {@link LeakResponse#REVOKE} where nothing was chosen. */
    @WithSession
    Uni<LeakResponse> of(String organisation) {
        return findById(organisation).map(chosen -> chosen == null ? LeakResponse.REVOKE : chosen.response());
    }

    /** Chooses for the principal's organisation. */
    @WithTransaction
    Uni<LeakResponse> choose(LeakResponse response, Principal principal) {
        var organisation = principal.organisation().id();
        return getSession()
                .chain(session -> session.merge(ChosenResponse.of(organisation, response)))
                .chain(() -> audit.record(
                        principal, "key.settings", organisation, "leakResponse=" + response.id(), clock.instant()))
                .replaceWith(response);
    }
}
