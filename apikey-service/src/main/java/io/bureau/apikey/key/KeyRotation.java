package io.bureau.apikey.key;

import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Receipt;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Rotates keys so that nobody is left with none: the new secret is handed out only once the end of the old key is known
 * everywhere, and where that cannot be had, nothing has changed.
 */
@ApplicationScoped
class KeyRotation {

    private static final Logger LOG = Logger.getLogger(KeyRotation.class);

    record Rotated(KeyRecord successor, Receipt receipt) {}

    private final KeyGenerations generations;
    private final Store store;
    private final ConfirmedRevocations revocations;

    KeyRotation(KeyGenerations generations, Store store, ConfirmedRevocations revocations) {
        this.generations = generations;
        this.store = store;
        this.revocations = revocations;
    }

    /** Fails as {@link KeyGenerations#rotate} does, and with 503 if it could not be confirmed. */
    Uni<Rotated> rotate(String id, RotationRequest wanted, ApiKey secret, Principal by) {
        return store.answer(generations.rotate(id, wanted, secret, by))
                .chain(successor -> revocations
                        .confirm(end(id, wanted))
                        .onFailure()
                        .call(failure -> takeBack(successor, by))
                        .map(receipt -> new Rotated(successor, receipt)));
    }

    /** With an overlap the old key goes on; only until when is new to the caches. */
    private static Revocation end(String id, RotationRequest wanted) {
        var end = Revocation.ofKey(id);
        return wanted.overlap().isZero() ? end : end.refreshing();
    }

    private Uni<Void> takeBack(KeyRecord successor, Principal by) {
        LOG.warnf("rotation taken back key=%s successor=%s", successor.predecessor(), successor.id());
        return store.answer(generations.takeBack(successor, "not confirmed by every replica", by));
    }
}
