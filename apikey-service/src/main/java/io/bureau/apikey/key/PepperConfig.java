package io.bureau.apikey.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** The secrets under which keys are hashed. */
@ConfigMapping(prefix = "bureau.apikey")
interface PepperConfig {

    /** A directory of files named by version number, {@code 1}, {@code 2}, …, each 32 random bytes in base64. */
    Path peppersDirectory();

    /** How old a pepper's file must be before new keys are hashed under it: by then every replica has read it. */
    @WithDefault("60s")
    Duration pepperSettling();
}
