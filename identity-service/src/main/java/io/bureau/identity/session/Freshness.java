package io.bureau.identity.session;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Whether somebody has signed in just now: a browser that was left open is not enough for everything. */
@ApplicationScoped
public class Freshness {

    /** @param fresh whether that was not long ago */
    public record Since(Instant signedInAt, boolean fresh) {}

    private final Sessions sessions;
    private final FreshnessConfig config;
    private final Store store;
    private final Clock clock;

    Freshness(Sessions sessions, FreshnessConfig config, Store store, Clock clock) {
        this.sessions = sessions;
        this.config = config;
        this.store = store;
        this.clock = clock;
    }

    /** When the principal signed in. */
    public Uni<Since> of(Principal principal) {
        return store.answer(Panache.withSession(
                        () -> sessions.findById(principal.credential().id())))
                .map(session -> new Since(session.createdAt, isFresh(session.createdAt)));
    }

    /** Fails with 403 {@code SIGN_IN_AGAIN} if that was too long ago. */
    public Uni<Void> require(Principal principal) {
        return of(principal)
                .invoke(since -> {
                    if (!since.fresh()) {
                        throw ApiException.of(
                                403, "SIGN_IN_AGAIN", "For this you must have signed in a moment ago; sign in again");
                    }
                })
                .replaceWithVoid();
    }

    private boolean isFresh(Instant signedInAt) {
        return clock.instant().isBefore(signedInAt.plus(config.fresh()));
    }
}
