package io.bureau.kit.audit;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "bureau.audit")
interface AuditConfig {

    /** Rows older than this are deleted; without it none ever is. */
    Optional<Duration> retention();
}
