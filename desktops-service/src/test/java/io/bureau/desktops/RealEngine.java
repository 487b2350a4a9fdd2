package io.bureau.desktops;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * The service as shipped, on a real engine, but for limits that a busy machine would break and others that a test can reach.
 * One profile for all, because Quarkus builds and starts the service once for each.
 */
public class RealEngine implements QuarkusTestProfile {

    /** How many processes and threads a desktop may have: enough for a browser. */
    public static final int PROCESSES = 800;

    /** How large an uploaded file may be, in bytes. */
    public static final int UPLOAD_LIMIT = 24 << 20;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                Map.entry("bureau.store.deadline", "5s"),
                Map.entry("bureau.internal-calls.deadline", "5s"),
                Map.entry("bureau.desktops.reconcile.engine-check", "5s"),
                // What works on a real desktop leaves a small machine little time for anything else.
                Map.entry("bureau.revocation.lease", "4s"),
                Map.entry("bureau.desktops.sweep-interval", "1s"),
                Map.entry("bureau.desktops.reconcile.check-interval", "1s"),
                Map.entry("bureau.desktops.container.processes", Integer.toString(PROCESSES)),
                Map.entry("bureau.desktops.exec.at-once", "4"),
                Map.entry("bureau.desktops.files.list-limit", "120"),
                Map.entry("bureau.desktops.files.upload-limit", Integer.toString(UPLOAD_LIMIT)),
                Map.entry("bureau.desktops.metrics.period", "1s"),
                Map.entry("bureau.desktops.metrics.disk-period", "1s"),
                Map.entry("bureau.desktops.report.fresh", "1ms"));
    }
}
