package io.bureau.identity.audit;

import io.bureau.kit.principal.Principal;

/**
 * Who did something, and where.
 *
 * @param organisation the organisation whose trail tells of it; {@code null} if it concerns none
 * @param user {@code null} if nobody is known to have done it
 * @param credential the session; {@code null} if there was none yet
 */
public record Actor(String organisation, String user, String credential) {

    /** Whoever failed to prove who he is. */
    public static final Actor UNKNOWN = new Actor(null, null, null);

    public static Actor of(Principal principal) {
        return new Actor(
                principal.organisation().id(),
                principal.user(),
                principal.credential().id());
    }
}
