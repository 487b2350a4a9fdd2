package io.bureau.identity.session;

import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Ends sessions everywhere: first in Postgres, then, outside of any transaction, in every cache. */
@ApplicationScoped
public class SessionEnding {

    private final SessionStore sessions;
    private final Store store;
    private final ConfirmedRevocations revocations;

    SessionEnding(SessionStore sessions, Store store, ConfirmedRevocations revocations) {
        this.sessions = sessions;
        this.store = store;
        this.revocations = revocations;
    }

    /**
     * Ends one of the principal's own sessions and waits for it to hold. Fails with 404 if he has none of this id, with 503
     * if it could not be confirmed: it is ended all the same, and the outbox publishes it until it is confirmed.
     */
    Uni<Void> end(String id, Principal principal) {
        return store.answer(sessions.end(id, principal)).chain(() -> confirm(List.of(id)));
    }

    /** As {@link #end}, for all but the session at hand. */
    Uni<Void> endOthers(Principal principal) {
        return store.answer(sessions.endOthers(principal)).chain(this::confirm);
    }

    /** Waits until no replica believes these ended sessions any more; fails with 503 if that could not be confirmed. */
    public Uni<Void> confirm(List<String> ended) {
        return revocations
                .confirm(ended.stream().map(Revocation::ofSession).toList())
                .replaceWithVoid();
    }
}
