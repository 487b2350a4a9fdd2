package io.bureau.desktops.ssh;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How desktops are spoken to. */
@ConfigMapping(prefix = "bureau.desktops")
interface SshConfig {

    Ssh ssh();

    interface Ssh {

        /** The longest that it may take to connect and be let in. */
        @WithDefault("5s")
        Duration connectDeadline();

        /** The longest that the answer to a probe may take. */
        @WithDefault("3s")
        Duration probeDeadline();

        /** How often an idle connection is made sure of; after two silences it is given up. */
        @WithDefault("10s")
        Duration keepAlive();
    }
}
