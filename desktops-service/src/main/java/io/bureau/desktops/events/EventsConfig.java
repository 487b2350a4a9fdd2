package io.bureau.desktops.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long events are kept. */
@ConfigMapping(prefix = "bureau.desktops.events")
interface EventsConfig {

    /** Whoever was away for longer cannot resume and begins anew. */
    @WithDefault("7d")
    Duration retention();
}
