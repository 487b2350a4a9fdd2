package io.bureau.desktops.exec;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What running commands may take. */
@ConfigMapping(prefix = "bureau.desktops.exec")
interface ExecConfig {

    /** Commands that may run on one desktop at once, for each replica; one more is answered 429. */
    @WithDefault("32")
    int atOnce();

    /** How much of each of the two outputs is kept; the rest is read and dropped. */
    @WithDefault("1M")
    MemorySize outputLimit();

    /** How long it may take to end a command and all that it has started. */
    @WithDefault("4s")
    Duration killDeadline();
}
