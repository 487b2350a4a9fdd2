package io.bureau.desktops.system;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** What is told of the system that desktops run on. */
@ConfigMapping(prefix = "bureau.desktops")
interface SystemConfig {

    Map<String, Tier> tiers();

    Report report();

    interface Tier {

        int cpus();

        int memoryMegabytes();

        int diskGigabytes();
    }

    interface Report {

        /** For how long what was found out counts. */
        @WithDefault("5m")
        Duration fresh();

        /** How long the engine may take to tell. */
        @WithDefault("9s")
        Duration patience();
    }
}
