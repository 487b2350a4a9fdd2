package io.bureau.kit.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long and how many calls to another service may hang before callers are told that it is away. */
@ConfigMapping(prefix = "bureau.internal-calls")
public interface InternalCallConfig {

    /** A call that takes longer has failed; whole answers to outsiders must come within a second. */
    @WithDefault("700ms")
    Duration deadline();

    @WithDefault("250ms")
    Duration connectTimeout();

    /** Connections to one service. */
    @WithDefault("32")
    int connections();

    /** Calls that may wait for a connection; more are refused at once. */
    @WithDefault("1024")
    int waiting();
}
