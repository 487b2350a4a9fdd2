package io.bureau.kit.revocation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The revocation stream. */
@ConfigMapping(prefix = "bureau.revocation")
public interface RevocationConfig {

    /** Whether this service caches principals and so must follow the stream. */
    @WithDefault("true")
    boolean follow();

    /** Whether this service revokes and so keeps an outbox in its store. Decided when it is built. */
    @WithDefault("false")
    boolean outbox();

    /** How long a replica may use its cache without having renewed its lease; also the longest a revocation can take. */
    @WithDefault("800ms")
    Duration lease();

    /** How long a revoking call waits for Redis before it says that the revocation is not confirmed. */
    @WithDefault("400ms")
    Duration publishDeadline();

    /** About how many entries the stream keeps. A replica that missed more starts with an empty cache. */
    @WithDefault("10000")
    int streamLength();
}
