package io.bureau.ratelimit.policy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;

/** What the policies do while Redis is away. */
@ConfigMapping(prefix = "bureau.ratelimit")
interface PolicyConfig {

    /** The policies by name. One that is not named here is {@link OnError#STRICT}. */
    Map<String, Policy> policies();

    /** {@link OnError#STRICT} allows the share of a replica divided by this, and at least one unit. */
    @WithDefault("4")
    int strictDivisor();

    /** At least so many replicas share a limit, even if this one has heard of fewer. */
    @WithDefault("1")
    int expectedReplicas();

    /** How often a replica says that it is alive. */
    @WithDefault("2s")
    Duration heartbeat();

    interface Policy {
        OnError onError();
    }
}
