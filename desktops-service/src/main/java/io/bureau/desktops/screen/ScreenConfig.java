package io.bureau.desktops.screen;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How screens are looked at and worked on. */
@ConfigMapping(prefix = "bureau.desktops.screen")
interface ScreenConfig {

    /** After so long without an action a desktop's screen is let go: its connection, and the memory that its picture takes. */
    @WithDefault("60s")
    Duration idle();

    /** What the pictures of all screens may take; beyond that those that have been idle for longest are let go of early. */
    @WithDefault("64M")
    MemorySize memory();

    /** How long the screen may take to answer before it counts as frozen. */
    @WithDefault("4s")
    Duration patience();

    /** Actions that may wait for their turn on one desktop; one more is answered 429. */
    @WithDefault("64")
    int waiting();
}
