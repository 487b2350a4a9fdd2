package io.bureau.kit.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long callers wait for Postgres. */
@ConfigMapping(prefix = "bureau.store")
interface StoreConfig {

    /** After this long a caller is answered 503; whole answers must come within a second. */
    @WithDefault("600ms")
    Duration deadline();
}
