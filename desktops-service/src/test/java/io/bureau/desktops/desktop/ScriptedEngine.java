package io.bureau.desktops.desktop;

import io.bureau.desktops.ScriptedDriver;
import io.bureau.desktops.metrics.ScriptedGauge;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/**
 * The service with an engine that does what a test tells it to, and limits that a test can reach. Calls may take long:
 * how soon a caller is told that a part is away is not the subject here, and the machine may be busy. One profile for all who can
 * share it, because Quarkus builds and starts the service once for each.
 */
public class ScriptedEngine implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ScriptedDriver.class, ScriptedAgent.class, ScriptedGauge.class);
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("bureau.store.deadline", "5s"),
                Map.entry("bureau.internal-calls.deadline", "5s"),
                Map.entry("bureau.desktops.reconcile.engine-check", "5s"),
                Map.entry("bureau.desktops.people.deadline", "1s"),
                Map.entry("bureau.desktops.sweep-interval", "1s"),
                Map.entry("bureau.desktops.reconcile.check-interval", "1s"),
                Map.entry("bureau.desktops.reconcile.boot-poll", "20ms"),
                Map.entry("bureau.desktops.reconcile.boot-timeout", "5s"),
                Map.entry("bureau.desktops.reconcile.call-deadline", "2s"),
                Map.entry("bureau.desktops.reconcile.lease", "3s"),
                Map.entry("bureau.desktops.reconcile.longest-retry", "500ms"),
                Map.entry("bureau.revocation.lease", "4s"),
                Map.entry("bureau.desktops.events.look", "50ms"),
                Map.entry("bureau.desktops.events.heartbeat", "300ms"),
                Map.entry("bureau.desktops.events.longest", "8s"),
                Map.entry("bureau.desktops.metrics.period", "300ms"),
                Map.entry("bureau.desktops.metrics.patience", "10s"),
                Map.entry("bureau.desktops.report.fresh", "1ms"),
                Map.entry("bureau.webhooks.look", "50ms"),
                Map.entry("bureau.webhooks.attempt-deadline", "3s"),
                Map.entry("bureau.webhooks.per-organisation", "3"));
    }
}
