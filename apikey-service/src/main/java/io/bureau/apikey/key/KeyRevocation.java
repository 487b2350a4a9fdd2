package io.bureau.apikey.key;

import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Receipt;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.Revocations;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Ends a key everywhere: first in Postgres, then, outside of any transaction, in every cache. */
@ApplicationScoped
class KeyRevocation {

    private static final Logger LOG = Logger.getLogger(KeyRevocation.class);

    record Confirmed(Instant revokedAt, Receipt receipt) {}

    private final KeyStore keys;
    private final Store store;
    private final RevocationOutbox outbox;
    private final Revocations revocations;

    KeyRevocation(KeyStore keys, Store store, RevocationOutbox outbox, Revocations revocations) {
        this.keys = keys;
        this.store = store;
        this.outbox = outbox;
        this.revocations = revocations;
    }

    /**
     * Revokes and waits for it to hold. For a key that is revoked already it is published and confirmed once more.
     *
     * @return what proves it; fails with 404 as the store says, with 503 if it could not be confirmed: it is revoked
     *     all the same, and the outbox publishes it until it is confirmed
     */
    Uni<Confirmed> revoke(String id, Principal principal) {
        return store.answer(keys.revoke(id, principal))
                .chain(revokedAt -> revocations
                        .publish(Revocation.ofKey(id))
                        .call(() -> settle(id))
                        .map(receipt -> new Confirmed(revokedAt, receipt)));
    }

    /** A row that stays is published once more than needed, which harms nobody. */
    private Uni<Void> settle(String id) {
        return store.answer(outbox.remove(List.of(id)))
                .onFailure()
                .invoke(failure -> LOG.warnf("outbox row stays key=%s why=%s", id, failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
