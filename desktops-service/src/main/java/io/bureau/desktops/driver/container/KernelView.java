package io.bureau.desktops.driver.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kernel says of the first process of a container, which it tells anybody on the machine.
 *
 * @param status the fields of {@code /proc/<pid>/status}
 * @param users the lines of {@code /proc/<pid>/uid_map}
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html">proc_pid_status(5)</a>
 */
record KernelView(Map<String, String> status, List<String> users) {

    /** Reads it; empty if that process is not on this machine, because the engine is elsewhere, say. */
    static Optional<KernelView> of(String container, long pid) {
        var process = Path.of("/proc", Long.toString(pid));
        try {
            var groups = Files.readString(process.resolve("cgroup"));
            return groups.contains(container)
                    ? Optional.of(new KernelView(
                            fields(Files.readAllLines(process.resolve("status"))),
                            Files.readAllLines(process.resolve("uid_map"))))
                    : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** Whether it has no capability and can get none. */
    boolean hasNoCapabilities() {
        return List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb").stream()
                .allMatch(set -> status.getOrDefault(set, "?").matches("0+"));
    }

    boolean getsNoPrivileges() {
        return "1".equals(status.get("NoNewPrivs"));
    }

    /** Whether a filter decides on its system calls. */
    boolean isFiltered() {
        return "2".equals(status.get("Seccomp"));
    }

    /** Whether its users are other ones on the machine. */
    boolean hasOwnUsers() {
        return users.stream().map(line -> line.strip().split("\\s+")).anyMatch(map -> !map[0].equals(map[1]));
    }

    private static Map<String, String> fields(List<String> lines) {
        var fields = new HashMap<String, String>();
        for (var line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        return fields;
    }
}
