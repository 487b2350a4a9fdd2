package io.bureau.apikey.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long the use of keys is remembered. */
@ConfigMapping(prefix = "bureau.apikey")
interface UsageConfig {

    /** The calls of each hour and where they came from; the last use is never forgotten. */
    @WithDefault("30d")
    Duration usageRetention();

    /** For so long a report that is sent again is known, and counts once. */
    @WithDefault("1d")
    Duration useReportMemory();
}
