package io.bureau.desktops.sealing;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the key is under which secrets are stored. */
@ConfigMapping(prefix = "bureau.desktops")
public interface SealingConfig {

    /** A file of 32 random bytes in base64. */
    Optional<Path> keyFile();
}
