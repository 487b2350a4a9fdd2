package io.bureau.desktops.desktop;

import io.bureau.desktops.driver.Machine;
import java.time.Duration;

/** What came of one thing done for a desktop. */
sealed interface Progress {

    record Became(Lifecycle next) implements Progress {}

    /** Its machine runs and is to be asked whether it answers. */
    record Started(Machine machine) implements Progress {}

    /** Nothing new; look again after this long. */
    record Again(Duration after) implements Progress {}

    /** It runs, but has not answered this time. */
    record Silent() implements Progress {}

    /** The engine could not be asked. */
    record Hindered(String why) implements Progress {}
}
