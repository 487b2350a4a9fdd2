package io.bureau.desktops.live;

import io.bureau.kit.audit.AuditTrail;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;

/** What was opened, in the audit trail: its row is there before anybody is let in. */
@ApplicationScoped
class LiveTrail {

    private final AuditTrail audit;
    private final Clock clock;

    LiveTrail(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @WithTransaction
    Uni<Void> opened(Live live) {
        var detail = live.purpose() == Purpose.TERMINAL
                ? ""
                : "mode=" + live.purpose().name().toLowerCase(Locale.ROOT);
        return audit.record(
                live.principal(), "desktop." + live.purpose().room(), live.desktopId(), detail, clock.instant());
    }
}
