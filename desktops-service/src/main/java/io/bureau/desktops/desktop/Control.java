package io.bureau.desktops.desktop;

import io.bureau.kit.principal.Principal;
import java.time.Instant;

/**
 * A person has taken a desktop into his own hands: to sign in somewhere, or to see to what a program has begun. Until he hands it
 * back, or has left it alone for long enough, nobody else's input reaches it.
 *
 * @param user who has it
 * @param until when it ends, unless he does something before
 * @param screenshots whether programs may go on looking
 */
public record Control(String user, Instant since, Instant until, boolean screenshots) {

    /** Whether this principal's input reaches the desktop. The person's own keys are programs, too. */
    public boolean admits(Principal principal) {
        return !principal.isKey() && principal.user().equals(user);
    }

    /** Whether this principal may look. */
    public boolean showsTo(Principal principal) {
        return !principal.isKey() || screenshots;
    }
}
