package io.bureau.identity.session;

import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Receipt;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Ends sessions everywhere: first in Postgres, then, outside of any transaction, in every cache. */
@ApplicationScoped
public class SessionEnding {

    /** @param at when; {@code null} if it was more than one */
    record Ended(List<String> ids, Instant at, Receipt receipt) {}

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
    Uni<Ended> end(String id, Principal principal) {
        return store.answer(sessions.end(id, principal))
                .chain(endedAt -> revocations
                        .confirm(Revocation.ofSession(id))
                        .map(receipt -> new Ended(List.of(id), endedAt, receipt)));
    }

    /** As {@link #end}, for all but the session at hand. */
    Uni<Ended> endOthers(Principal principal) {
        return store.answer(sessions.endOthers(principal))
                .chain(ids -> revocations.confirm(revocationsOf(ids)).map(receipt -> new Ended(ids, null, receipt)));
    }

    /** Waits until no replica believes these ended sessions any more; fails with 503 if that could not be confirmed. */
    public Uni<Void> confirm(List<String> ended) {
        return revocations.confirm(revocationsOf(ended)).replaceWithVoid();
    }

    private static List<Revocation> revocationsOf(List<String> sessions) {
        return sessions.stream().map(Revocation::ofSession).toList();
    }
}
