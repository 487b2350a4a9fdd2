package io.bureau.desktops.exec;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.audit.Outcome;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** The audit rows of commands, each in a transaction of its own. */
@ApplicationScoped
class ExecRows {

    private final AuditTrail audit;
    private final Clock clock;

    ExecRows(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @WithTransaction
    Uni<Void> add(Execution execution, Actor actor, Outcome outcome, String detail) {
        var organisation = execution.principal().organisation().id();
        return audit.record(
                organisation, actor, "desktop.exec", execution.desktopId(), outcome, detail, clock.instant());
    }
}
