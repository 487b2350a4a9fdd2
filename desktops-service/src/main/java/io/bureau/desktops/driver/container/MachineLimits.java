package io.bureau.desktops.driver.container;

import com.github.dockerjava.api.model.Ulimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** What the machine that the engine runs on allows; it is this one, for the desktops are reached over its loopback. */
final class MachineLimits {

    private static final Logger LOG = Logger.getLogger(MachineLimits.class);
    private static final Path MOST_PROCESSES = Path.of("/proc/sys/kernel/pid_max");

    /** The kernel's own default. */
    private static final long USUAL_MOST_PROCESSES = 32_768;

    private MachineLimits() {}

    /**
     * The processes that the desktops' user may have, on the whole machine: as many as there can be. Every desktop runs as the
     * same user, so a lower limit would be one for all of them together, and whoever uses it up would end the others; each
     * has a limit of its own by its control group. It must be said all the same: an engine without CAP_SYS_RESOURCE cannot
     * set the one that it would choose.
     */
    static Ulimit processesOfUser() {
        long most = mostProcesses();
        return new Ulimit("nproc", most, most);
    }

    private static long mostProcesses() {
        // Through a buffer: the kernel gives such a file in one piece, and nothing to whoever comes back for the rest.
        try (var file = Files.newBufferedReader(MOST_PROCESSES)) {
            return Long.parseLong(file.readLine());
        } catch (IOException | NumberFormatException unreadable) {
            LOG.warnf("cannot tell how many processes there may be why=%s", unreadable.toString());
            return USUAL_MOST_PROCESSES;
        }
    }
}
