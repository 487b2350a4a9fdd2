package io.bureau.desktops.metrics;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How often it is measured what desktops use. */
@ConfigMapping(prefix = "bureau.desktops.metrics")
interface MetricsConfig {

    @WithDefault("5s")
    Duration period();

    /** Of the disk: counting what lies on it takes longer the more that is. */
    @WithDefault("1m")
    Duration diskPeriod();

    /** A desktop that has not told of itself after this long is passed over this time. */
    @WithDefault("4s")
    Duration patience();

    /** The same for its disk. */
    @WithDefault("20s")
    Duration diskPatience();
}
