package io.bureau.desktops.desktop;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What desktops there can be, and how they are looked after. */
@ConfigMapping(prefix = "bureau.desktops")
interface DesktopsConfig {

    /** The image behind the name {@code default}, as the engine knows it. */
    @WithDefault("localhost/bureau-desktop:latest")
    String image();

    /** What people are told of it. */
    @WithDefault("Debian with a light desktop, a browser, a terminal and the usual tools")
    String imageDescription();

    /** Further images by the name that callers use. */
    Map<String, Image> images();

    Map<String, Tier> tiers();

    /** The tier of a desktop whose creator names none. */
    String defaultTier();

    /** How long an answer to an {@code Idempotency-Key} is kept. */
    @WithDefault("24h")
    Duration idempotencyRetention();

    /** How often machines are compared with what is known of them, so that broken and forgotten ones are found. */
    Duration sweepInterval();

    /** After how long without use a desktop is stopped that is not to be kept alive; never unless set. */
    Optional<Duration> idleStop();

    Reconcile reconcile();

    interface Image {

        /** As the engine knows it. */
        String reference();

        /** What people are told of it. */
        Optional<String> description();
    }

    interface Tier {

        int cpus();

        int memoryMegabytes();

        int diskGigabytes();
    }

    interface Reconcile {

        /** How long a creation waits for the engine to say that it is there. */
        @WithDefault("400ms")
        Duration engineCheck();

        /** The longest that one call to the engine may take. */
        @WithDefault("15s")
        Duration callDeadline();

        /** For how long a replica has a desktop to itself; longer than a call, so that nobody takes over too early. */
        @WithDefault("20s")
        Duration lease();

        /** How often a booting desktop is asked whether it answers. */
        @WithDefault("120ms")
        Duration bootPoll();

        /** A desktop that does not answer after this long has failed. */
        @WithDefault("60s")
        Duration bootTimeout();

        /** How often a running desktop is asked whether it still answers. */
        @WithDefault("15s")
        Duration checkInterval();

        /** So many silences in a row and a running desktop counts as not answering. */
        @WithDefault("3")
        int silences();

        /** The longest wait before the engine is tried again; it begins at a quarter of a second and doubles. */
        @WithDefault("10s")
        Duration longestRetry();
    }
}
