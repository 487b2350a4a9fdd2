package io.bureau.apikey.leak;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** GitHub as a partner that tells us of keys it has found. */
@ConfigMapping(prefix = "bureau.secret-scanning")
interface SecretScanningConfig {

    /** Where GitHub publishes the keys that sign its messages. */
    @WithDefault("https://api.github.com/meta/public_keys/secret_scanning")
    URI keysUrl();

    /** How long a list of keys is good: one that GitHub has withdrawn is believed no longer than this. */
    @WithDefault("24h")
    Duration keysLifetime();

    /** The shortest pause between two fetches, however many unknown keys are named. */
    @WithDefault("60s")
    Duration keysCooldown();

    /** How long GitHub may take to answer. */
    @WithDefault("5s")
    Duration keysDeadline();

    /** How many tokens one message may hold. */
    @WithDefault("1000")
    int mostTokens();
}
