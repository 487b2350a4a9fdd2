package io.bureau.identity.invitation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How invitations behave. */
@ConfigMapping(prefix = "bureau.invitation")
interface InvitationConfig {

    /** How long an invitation can be accepted. */
    @WithDefault("7d")
    Duration lifetime();
}
