package io.bureau.desktops.files;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What working on files may take. */
@ConfigMapping(prefix = "bureau.desktops.files")
interface FilesConfig {

    /** Requests that may work on the files of one desktop at once, for each replica; one more is answered 429. */
    @WithDefault("16")
    int atOnce();

    /** How long one of them may take; short enough that a revoked credential does nothing for longer. */
    @WithDefault("4s")
    Duration deadline();

    /** How many entries of a folder are listed. */
    @WithDefault("10000")
    int listLimit();

    /** How large a file may be that is uploaded. */
    @WithDefault("1G")
    MemorySize uploadLimit();

    /** How long one piece of a file on its way may take; a revocation does not wait for it. */
    @WithDefault("20s")
    Duration pieceDeadline();

    /** How long it may take to remove a folder with all that is in it. */
    @WithDefault("1m")
    Duration removalDeadline();
}
