package io.bureau.apikey.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What keys there may be. */
@ConfigMapping(prefix = "bureau.apikey")
interface KeyConfig {

    /** How many keys of one organisation may be live at once. */
    @WithDefault("100")
    int activeKeys();
}
