package io.bureau.desktops.desktop;

import io.bureau.desktops.ScriptedDriver;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/**
 * The service with an engine that does what a test tells it to, and time limits that a test can wait for. Calls may take long:
 * how soon a caller is told that a part is away is not the subject here, and the machine may be busy.
 */
public class ScriptedEngine implements QuarkusTestProfile {

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return Set.of(ScriptedDriver.class, ScriptedAgent.class);
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
                Map.entry("bureau.desktops.reconcile.longest-retry", "500ms"));
    }
}
