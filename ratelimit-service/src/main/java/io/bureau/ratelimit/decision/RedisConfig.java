package io.bureau.ratelimit.decision;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How we talk to Redis; where it is, is {@code quarkus.redis.hosts}. */
@ConfigMapping(prefix = "bureau.ratelimit.redis")
interface RedisConfig {

    /** Redis may be silent for this long while it owes an answer; then we decide locally. */
    @WithDefault("25ms")
    Duration deadline();

    /** How long a silent connection is believed in before a new one is tried, and the pause between tries. */
    @WithDefault("250ms")
    Duration patience();

    /** A repeated decision id gets the first verdict for this long. */
    @WithDefault("10s")
    Duration decisionMemory();

    /** How long a starting replica waits for Redis before it goes on without. */
    @WithDefault("1s")
    Duration startPatience();

    /** Connections for decisions, each on an event loop of its own. */
    @WithDefault("2")
    int lanes();
}
