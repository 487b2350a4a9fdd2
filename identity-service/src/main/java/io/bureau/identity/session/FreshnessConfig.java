package io.bureau.identity.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What users may do to their own accounts. */
@ConfigMapping(prefix = "bureau.account")
interface FreshnessConfig {

    /** What could lock somebody out, or let somebody in, is allowed this long after a sign-in. */
    @WithDefault("10m")
    Duration fresh();
}
