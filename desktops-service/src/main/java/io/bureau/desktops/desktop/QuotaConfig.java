package io.bureau.desktops.desktop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.OptionalInt;

/** How many desktops an organisation may have. */
@ConfigMapping(prefix = "bureau.desktops.quota")
interface QuotaConfig {

    /** Of all that are not destroyed. */
    @WithDefault("100")
    int total();

    /** Of those that run, or are to. */
    @WithDefault("25")
    int running();

    /** Further limits by the name of a tier. */
    Map<String, Limits> tiers();

    interface Limits {

        OptionalInt total();

        OptionalInt running();
    }
}
