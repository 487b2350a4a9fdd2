package io.bureau.desktops.metrics;

import io.bureau.desktops.ssh.BoundedOutput;
import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.desktops.ssh.SshTarget;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.OutputStream;

/**
 * Asks the desktop itself, over the connection that everything else uses, so that it is the same with every driver and the
 * engine has no part in it. What its control group says is the kernel's word; engines differ in whether they count as memory
 * what is only cached of files.
 */
@ApplicationScoped
class RemoteGauge implements Gauge {

    private static final byte[] NO_INPUT = {};
    private static final int MOST_OUTPUT = 1 << 16;

    /** Version 2 of control groups, or version 1. */
    private static final String READ = "cd /sys/fs/cgroup && if [ -f memory.current ]; then"
            + " echo memory $(cat memory.current); cat cpu.stat memory.stat; else"
            + " echo memory $(cat memory/memory.usage_in_bytes); echo cpu $(cat cpuacct/cpuacct.usage);"
            + " cat memory/memory.stat; fi";

    /** What cannot be read does not count; it goes on for as long as we wait, and no longer. */
    private static final String DISK = "timeout %d nice du -sx --block-size=1 \"$HOME\" 2>/dev/null";

    private final DesktopConnections connections;
    private final long diskSeconds;

    RemoteGauge(DesktopConnections connections, MetricsConfig config) {
        this.connections = connections;
        this.diskSeconds = Math.max(1, config.diskPatience().toSeconds());
    }

    @Override
    public Uni<Reading> read(SshTarget target) {
        return ask(target, READ).map(told -> Reading.parse(told, System.nanoTime()));
    }

    @Override
    public Uni<Long> disk(SshTarget target) {
        return ask(target, DISK.formatted(diskSeconds)).map(told -> Long.parseLong(told.split("\\s", 2)[0]));
    }

    private Uni<String> ask(SshTarget target, String command) {
        return Uni.createFrom().deferred(() -> {
            var output = new BoundedOutput(MOST_OUTPUT);
            return connections
                    .run(target, command, NO_INPUT, output, OutputStream.nullOutputStream())
                    .map(_ -> output.text());
        });
    }
}
