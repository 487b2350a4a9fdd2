package io.bureau.desktops.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.testkit.Principals;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunningTest {

    private final ExecConfig config = new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withDefaultValues(Map.of("bureau.desktops.exec.at-once", "2"))
            .withMapping(ExecConfig.class)
            .build()
            .getConfigMapping(ExecConfig.class);
    private final Running running = new Running(config);
    private final Principal key = Principals.key("desktop:control");

    @Test
    void oneMoreThanMayRunOnADesktopIsRefusedUntilOneHasEnded() {
        var first = execution("dsk_1", key);
        running.add(first);
        running.add(execution("dsk_1", key));
        running.add(execution("dsk_2", key));

        var refusal = assertThrows(ApiException.class, () -> running.add(execution("dsk_1", key)));
        assertEquals(429, refusal.status());

        running.remove(first);
        running.remove(first);
        running.add(execution("dsk_1", key));
        assertThrows(ApiException.class, () -> running.add(execution("dsk_1", key)));
    }

    @Test
    void whatHadNotStartedWhenItsCredentialWasRevokedDoesNotStart() {
        var execution = execution("dsk_1", key);
        running.add(execution);

        running.onRevocation(Revocation.ofKey(key.credential().id()));

        assertEquals(401, outcome(execution).status());
    }

    @Test
    void aRevocationBetweenTheLookAtTheCredentialAndTheStartCounts() {
        running.onRevocation(Revocation.ofKey(key.credential().id()));
        var execution = execution("dsk_1", key);

        running.add(execution);

        assertEquals(401, outcome(execution).status());
    }

    @Test
    void aRevocationThatMayHaveBeenMissedEndsEverything() {
        var execution = execution("dsk_1", key);
        running.add(execution);

        running.onGap();

        assertEquals(503, outcome(execution).status());
    }

    /** What becomes of one that was cut off; it never looks for a desktop. */
    private static ApiException outcome(Execution execution) {
        return assertThrows(
                ApiException.class, () -> execution.run(null).await().indefinitely());
    }

    private Execution execution(String desktop, Principal principal) {
        var program = Program.of(List.of("true"), null, null, null, null);
        return new Execution(desktop, program, principal, null, config);
    }
}
