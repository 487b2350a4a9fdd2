package io.bureau.desktops.desktop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How people have control of desktops. */
@ConfigMapping(prefix = "bureau.desktops.control")
interface ControlConfig {

    /** A person who has done nothing on a desktop for so long no longer has control of it. */
    @WithDefault("5m")
    Duration idle();
}
