package io.bureau.identity.session;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Ends the sessions of an account that ends, in the transaction at hand; its user is to be revoked after the commit. */
@ApplicationScoped
public class Farewell {

    private static final String ACCOUNT_DELETED = "account_deleted";

    private final Sessions sessions;

    Farewell(Sessions sessions) {
        this.sessions = sessions;
    }

    public Uni<Void> endAll(String user, Instant now) {
        return sessions.lockAll(user)
                .invoke(all -> all.forEach(session -> session.end(ACCOUNT_DELETED, now)))
                .chain(sessions::flush);
    }
}
