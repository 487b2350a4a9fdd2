package io.bureau.desktops.desktop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Desktops that run before anybody has asked for them. */
@ConfigMapping(prefix = "bureau.desktops.pool")
interface PoolConfig {

    /**
     * How many of what, such as {@code default/pro=2,default/free/1920x1080=1}: image, tier and, if it is not the size that
     * desktops have unless told otherwise, the screen. None unless set.
     */
    Optional<List<String>> spares();

    /** How many are made at a time, so that they do not take the machine from the desktops in use. */
    @WithDefault("2")
    int atOnce();

    /** After how long one that could not be had is removed, and another one tried. */
    @WithDefault("1m")
    Duration retry();
}
