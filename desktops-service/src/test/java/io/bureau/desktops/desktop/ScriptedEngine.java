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
        return Map.of(
                "bureau.store.deadline", "5s",
                "bureau.internal-calls.deadline", "5s",
                "bureau.desktops.reconcile.engine-check", "5s",
                "bureau.desktops.sweep-interval", "1s",
                "bureau.desktops.reconcile.boot-poll", "20ms",
                "bureau.desktops.reconcile.boot-timeout", "5s",
                "bureau.desktops.reconcile.call-deadline", "2s",
                "bureau.desktops.reconcile.lease", "3s",
                "bureau.desktops.reconcile.longest-retry", "500ms");
    }
}
