package io.bureau.identity.session;

import io.bureau.kit.principal.Client;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Begins sessions for those who have just proved who they are. */
@ApplicationScoped
public class SessionBeginning {

    /** @param replaced the id of the session whose cookie the new one replaces, {@code null} if there was none */
    public record Begun(SessionToken token, String replaced) {}

    private final SessionStore sessions;

    SessionBeginning(SessionStore sessions) {
        this.sessions = sessions;
    }

    /**
     * A new session under a new token, in the transaction at hand. Whatever session the browser presented ends with it, so
     * that a planted cookie never becomes somebody's session; after the commit its end must be
     * {@linkplain SessionEnding#confirm confirmed}.
     *
     * @param presented the value of the browser's session cookie, {@code null} if it sent none
     */
    public Uni<Begun> begin(String user, String organisation, Client client, String presented) {
        var token = SessionToken.generate();
        return replace(presented)
                .call(() -> sessions.add(token, user, organisation, client))
                .map(replaced -> new Begun(token, replaced));
    }

    private Uni<String> replace(String presented) {
        return presented == null
                ? Uni.createFrom().nullItem()
                : SessionToken.parse(presented)
                        .map(sessions::replace)
                        .orElseGet(() -> Uni.createFrom().nullItem());
    }
}
