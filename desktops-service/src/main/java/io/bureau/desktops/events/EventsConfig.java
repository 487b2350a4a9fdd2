package io.bureau.desktops.events;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How events are kept and told of. */
@ConfigMapping(prefix = "bureau.desktops.events")
interface EventsConfig {

    /** Whoever was away for longer cannot resume and begins anew. */
    @WithDefault("7d")
    Duration retention();

    /** How often new events are looked for while somebody follows them. */
    @WithDefault("200ms")
    Duration look();

    /** A connection on which nothing happens gets a sign of life this often. */
    @WithDefault("15s")
    Duration heartbeat();

    /** For how long one may follow without having shown a credential again. */
    @WithDefault("10m")
    Duration longest();
}
