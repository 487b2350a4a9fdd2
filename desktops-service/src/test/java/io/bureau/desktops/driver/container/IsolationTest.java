package io.bureau.desktops.driver.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.core.DockerClientConfig;
import io.bureau.desktops.driver.Guard;
import io.bureau.desktops.driver.Guard.Enforced;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsolationTest {

    /** As Podman 4.3 tells of itself, and Docker 28, but for what is not looked at. */
    private static final String ABLE = """
            {"Driver": "overlay", "MemoryLimit": true, "SwapLimit": true, "CpuCfsPeriod": true, "CpuCfsQuota": true,
             "PidsLimit": true, "SecurityOptions": ["name=seccomp,profile=default"]}""";

    private static final KernelView CONFINED =
            new KernelView(status("0000000000000000", "1", "2"), List.of("         0     100000      65536"));
    private static final KernelView FREE =
            new KernelView(status("00000000a80425fb", "0", "0"), List.of("         0          0 4294967295"));

    @Test
    void whatARunningDesktopShowsIsTold() {
        var found = guards(ABLE, CONFINED);

        for (var name : List.of(
                "capabilities", "noNewPrivileges", "seccomp", "userNamespaces", "memory", "swap", "cpu", "processes")) {
            assertEquals(Enforced.YES, found.get(name), name);
        }
    }

    @Test
    void whatIsNotInForceIsNotHidden() {
        var found = guards(ABLE.replace("true", "false"), FREE);

        found.forEach((name, enforced) -> assertEquals(Enforced.NO, enforced, name));
    }

    @Test
    void whatNothingTellsIsUnknown() {
        var found = guards("{}", null);

        found.forEach(
                (name, enforced) -> assertEquals(name.equals("disk") ? Enforced.NO : Enforced.UNKNOWN, enforced, name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name=userns", "name=rootless"})
    void anEngineThatGivesContainersOtherUsersSaysSo(String option) {
        var told = "{\"SecurityOptions\": [\"" + option + "\"]}";

        assertEquals(Enforced.YES, guards(told, null).get("userNamespaces"));
    }

    @Test
    void oneCapabilityIsOneTooMany() {
        var status = new HashMap<>(CONFINED.status());
        assertTrue(CONFINED.hasNoCapabilities());
        status.put("CapBnd", "0000000000000400");
        assertFalse(new KernelView(status, List.of()).hasNoCapabilities());
        status.remove("CapBnd");
        assertFalse(new KernelView(status, List.of()).hasNoCapabilities());
    }

    @Test
    void theKernelIsAskedAboutTheContainersProcessAndNoOther() {
        long self = ProcessHandle.current().pid();

        assertTrue(KernelView.of("", self).orElseThrow().status().containsKey("CapBnd"));
        assertEquals(Optional.empty(), KernelView.of("0123456789abcdef", self));
        assertEquals(Optional.empty(), KernelView.of("", Integer.MAX_VALUE));
    }

    @Test
    void whatADesktopCouldReachIsNotGuarded() {
        assertEquals(List.of(Enforced.NO, Enforced.NO, Enforced.NO), reached(new Reach(true, true, true)));
        assertEquals(List.of(Enforced.YES, Enforced.YES, Enforced.UNKNOWN), reached(new Reach(false, false, false)));
        assertEquals(List.of(Enforced.NO, Enforced.UNKNOWN, Enforced.UNKNOWN), reached(new Reach(null, true, false)));
        assertEquals(List.of(Enforced.UNKNOWN, Enforced.UNKNOWN, Enforced.UNKNOWN), reached(null));
    }

    /** Neighbours, machine and metadata. */
    private static List<Enforced> reached(Reach reach) {
        return Reach.guards(Optional.ofNullable(reach)).stream()
                .map(Guard::enforced)
                .toList();
    }

    private static Map<String, Enforced> guards(String info, KernelView running) {
        try {
            var found = new HashMap<String, Enforced>();
            for (Guard guard : Isolation.guards(
                    DockerClientConfig.getDefaultObjectMapper().readValue(info, Info.class),
                    Optional.ofNullable(running))) {
                found.put(guard.name(), guard.enforced());
            }
            return found;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, String> status(String capabilities, String noNewPrivileges, String seccomp) {
        return Map.of(
                "CapInh", "0000000000000000",
                "CapPrm", capabilities,
                "CapEff", capabilities,
                "CapBnd", capabilities,
                "CapAmb", "0000000000000000",
                "NoNewPrivs", noNewPrivileges,
                "Seccomp", seccomp);
    }
}
