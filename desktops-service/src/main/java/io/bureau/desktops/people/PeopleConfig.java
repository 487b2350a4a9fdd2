package io.bureau.desktops.people;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How names are looked up. */
@ConfigMapping(prefix = "bureau.desktops.people")
interface PeopleConfig {

    /** How long an answer may be held up for the sake of names. */
    @WithDefault("200ms")
    Duration deadline();

    /** How long a name is believed before it is asked for again. */
    @WithDefault("10s")
    Duration fresh();
}
