package io.bureau.desktops.desktop;

import io.bureau.desktops.ssh.SshTarget;
import io.smallrye.mutiny.Uni;

/** Whether a desktop can be worked on. */
interface Agent {

    /** Completes when commands and the screen answer; fails if they do not yet. */
    Uni<Void> probe(SshTarget target);

    void close(String desktopId);
}
