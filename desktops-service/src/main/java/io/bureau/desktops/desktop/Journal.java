package io.bureau.desktops.desktop;

import io.bureau.desktops.events.EventLog;
import io.bureau.desktops.events.EventTypes;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Tells of changes to desktops, in the transaction of the change: to whoever follows them, and to the audit trail. Of what
 * is nobody's only the log tells.
 */
@ApplicationScoped
class Journal {

    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final EventLog events;
    private final AuditTrail audit;

    Journal(EventLog events, AuditTrail audit) {
        this.events = events;
        this.audit = audit;
    }

    /**
     * What somebody has done.
     *
     * @param before the status it had; {@code null} for a new desktop
     * @param action such as {@code desktop.create}
     */
    Uni<Void> asked(StoredDesktop desktop, Status before, Actor actor, String action, Instant at) {
        return asked(desktop, before, actor, action, "name=" + desktop.name, at);
    }

    /** As above, with more to tell of. */
    Uni<Void> asked(StoredDesktop desktop, Status before, Actor actor, String action, String detail, Instant at) {
        return tell(desktop, before, at)
                .chain(() -> audit.record(desktop.organisationId, actor, action, desktop.id, detail, at));
    }

    /** What was to be expected on the way to what somebody asked for. */
    Uni<Void> followed(StoredDesktop desktop, Status before, Instant at) {
        return tell(desktop, before, at);
    }

    /** What nobody asked for. */
    Uni<Void> unasked(StoredDesktop desktop, Status before, String action, Instant at) {
        if (desktop.isSpare()) {
            LOG.infof(
                    "spare changed desktop=%s from=%s to=%s why=%s",
                    desktop.id, before, desktop.status, desktop.statusReason);
            return Uni.createFrom().voidItem();
        }
        return asked(
                desktop, before, Actor.system(), action, "name=" + desktop.name + " why=" + desktop.statusReason, at);
    }

    /**
     * Somebody has control of it, or nobody has any more.
     *
     * @param control {@code null} for nobody's
     */
    Uni<Void> controlled(
            StoredDesktop desktop, Control control, Actor actor, String action, String detail, Instant at) {
        var payload = new HashMap<String, Object>();
        payload.put("id", desktop.id);
        payload.put("control", control == null ? null : DesktopView.InControl.of(control));
        return events.record(desktop.organisationId, desktop.id, EventTypes.CONTROL, payload, at)
                .chain(() -> audit.record(desktop.organisationId, actor, action, desktop.id, detail, at));
    }

    private Uni<Void> tell(StoredDesktop desktop, Status before, Instant at) {
        if (desktop.status == before) {
            return Uni.createFrom().voidItem();
        }
        LOG.infof("desktop changed desktop=%s from=%s to=%s", desktop.id, before, desktop.status);
        if (desktop.isSpare()) {
            return Uni.createFrom().voidItem();
        }
        var status = new HashMap<String, Object>();
        status.put("id", desktop.id);
        status.put("status", desktop.status.id());
        status.put("statusReason", desktop.statusReason);
        return events.record(desktop.organisationId, desktop.id, EventTypes.STATUS, status, at)
                .chain(() -> tellReadiness(desktop, before, at));
    }

    private Uni<Void> tellReadiness(StoredDesktop desktop, Status before, Instant at) {
        boolean ready = desktop.status == Status.RUNNING;
        if (ready == (before == Status.RUNNING)) {
            return Uni.createFrom().voidItem();
        }
        Map<String, Object> readiness = Map.of("id", desktop.id, "agentReady", ready);
        return events.record(desktop.organisationId, desktop.id, EventTypes.AGENT_READY, readiness, at);
    }
}
