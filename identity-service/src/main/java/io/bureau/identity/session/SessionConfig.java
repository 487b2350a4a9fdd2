package io.bureau.identity.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long sessions live. */
@ConfigMapping(prefix = "bureau.session")
interface SessionConfig {

    /** A session that is not used for this long ends. */
    @WithDefault("7d")
    Duration idleLifetime();

    /** A session ends this long after it began, however much it is used. */
    @WithDefault("30d")
    Duration absoluteLifetime();

    /** How exactly the last use is known; a session is written at most once in this time. */
    @WithDefault("1m")
    Duration lastSeenResolution();
}
