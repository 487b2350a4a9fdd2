package io.bureau.desktops.driver.container;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** The engine, and what every container on it gets whatever its tier. */
@ConfigMapping(prefix = "bureau.desktops")
interface ContainerConfig {

    /** Where the engine answers Docker's API, such as {@code unix:///var/run/docker.sock}. Without it there are no desktops. */
    Optional<URI> engine();

    /** Tells our machines from those of another installation on the same engine, which are none of our business. */
    @WithDefault("bureau")
    String installation();

    Container container();

    interface Container {

        /** How long a call to the engine may hang before the engine counts as away. */
        @WithDefault("10s")
        Duration callDeadline();

        /** How long a stopping desktop has to put its things in order before it is killed. */
        @WithDefault("5s")
        Duration stopGrace();

        /** Processes and threads that one desktop may have. */
        @WithDefault("4096")
        long processes();

        /** Files that one process may have open. More than this machine's own limit needs CAP_SYS_RESOURCE. */
        @WithDefault("1024")
        long openFiles();

        /** Shared memory, which browsers need plenty of. */
        @WithDefault("256")
        int sharedMemoryMegabytes();
    }
}
