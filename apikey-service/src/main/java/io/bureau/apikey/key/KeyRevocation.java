package io.bureau.apikey.key;

import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Receipt;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Ends a key everywhere: first in Postgres, then, outside of any transaction, in every cache. */
@ApplicationScoped
class KeyRevocation {

    record Confirmed(Instant revokedAt, Receipt receipt) {}

    private final KeyEnds ends;
    private final Store store;
    private final ConfirmedRevocations revocations;

    KeyRevocation(KeyEnds ends, Store store, ConfirmedRevocations revocations) {
        this.ends = ends;
        this.store = store;
        this.revocations = revocations;
    }

    /**
     * Revokes and waits for it to hold. For a key that is revoked already it is published and confirmed once more.
     *
     * @return what proves it; fails with 404 if there is no such key within the principal's reach, with 503 if it could not be
     *     confirmed: it is revoked all the same, and the outbox publishes it until it is confirmed
     */
    Uni<Confirmed> revoke(String id, Principal principal) {
        return store.answer(ends.revoke(id, principal))
                .chain(revokedAt ->
                        revocations.confirm(Revocation.ofKey(id)).map(receipt -> new Confirmed(revokedAt, receipt)));
    }
}
