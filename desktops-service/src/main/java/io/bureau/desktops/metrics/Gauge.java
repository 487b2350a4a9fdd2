package io.bureau.desktops.metrics;

import io.bureau.desktops.ssh.SshTarget;
import io.smallrye.mutiny.Uni;

/** Measures a desktop. */
interface Gauge {

    Uni<Reading> read(SshTarget target);

    /** How many bytes its home takes. */
    Uni<Long> disk(SshTarget target);
}
