package io.bureau.desktops.live;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How views and terminals are opened and kept. */
@ConfigMapping(prefix = "bureau.desktops.live")
interface LiveConfig {

    /** How soon a ticket must be used. */
    @WithDefault("30s")
    Duration ticketLife();

    /** Views and terminals that may be open on one desktop, by way of each replica; one more is answered 429. */
    @WithDefault("32")
    int atOnce();

    /** How often a connection shows that it is alive. One that does not answer three times in a row is closed. */
    @WithDefault("20s")
    Duration ping();

    /** How long a desktop may take to let a view or a terminal in. */
    @WithDefault("5s")
    Duration patience();

    /** The largest WebSocket frame that a client may send; a clipboard travels in one. */
    @WithDefault("1M")
    MemorySize largestFrame();
}
