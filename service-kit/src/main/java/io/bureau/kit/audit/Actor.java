package io.bureau.kit.audit;

import io.bureau.kit.http.Origin;
import io.bureau.kit.principal.Principal;

/**
 * Who did something, and from where. One service can tell another in JSON on whose behalf it calls.
 *
 * @param user {@code usr_…}; {@value #SYSTEM} for what nobody asked for; {@code null} if nobody is known to have done it
 * @param credential the key or session it was done with; {@code null} if with none
 * @param ip {@code null}, like the next two, for what did not come with a request
 */
public record Actor(String user, String credential, String ip, String userAgent, String requestId) {

    public static final String SYSTEM = "system";

    /** The principal, at the origin of the request at hand. */
    public static Actor of(Principal principal) {
        return here(principal.user(), principal.credential().id());
    }

    /** A user who has no credential yet, or no more. */
    public static Actor ofUser(String user) {
        return here(user, null);
    }

    /** A user through this session. */
    public static Actor ofSession(String user, String session) {
        return here(user, session);
    }

    /** Whoever made the request at hand without proving who he is. */
    public static Actor unknown() {
        return here(null, null);
    }

    /** Nobody: it happened by itself, such as a machine that broke. */
    public static Actor system() {
        return new Actor(SYSTEM, null, null, null, null);
    }

    private static Actor here(String user, String credential) {
        return Origin.current()
                .map(origin -> new Actor(user, credential, origin.ip(), origin.userAgent(), origin.requestId()))
                .orElseGet(() -> new Actor(user, credential, null, null, null));
    }
}
