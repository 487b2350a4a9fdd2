package io.bureau.desktops;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** The service as shipped, on a real engine, but for limits that a busy machine would break. */
public class RealEngine implements QuarkusTestProfile {

    /** What the test needs besides. */
    protected Map<String, String> more() {
        return Map.of();
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        var all = new HashMap<>(more());
        all.put("bureau.store.deadline", "5s");
        all.put("bureau.internal-calls.deadline", "5s");
        all.put("bureau.desktops.reconcile.engine-check", "5s");
        // What works on a real desktop leaves a small machine little time for anything else.
        all.put("bureau.revocation.lease", "4s");
        return Map.copyOf(all);
    }
}
