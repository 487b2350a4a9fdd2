package io.bureau.kit.outbox;

import io.bureau.kit.revocation.Receipt;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.Revocations;
import io.bureau.kit.store.Store;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Makes revocations hold everywhere after they were committed, outside of any transaction. */
@ApplicationScoped
@IfBuildProperty(name = RevocationOutbox.CONDITION, stringValue = "true")
public class ConfirmedRevocations {

    private static final Logger LOG = Logger.getLogger(ConfirmedRevocations.class);
    private static final Receipt NOTHING = new Receipt(0, 0);

    private final RevocationOutbox outbox;
    private final Revocations revocations;
    private final Store store;

    ConfirmedRevocations(RevocationOutbox outbox, Revocations revocations, Store store) {
        this.outbox = outbox;
        this.revocations = revocations;
        this.store = store;
    }

    /**
     * Publishes what has been committed together with its rows in the outbox, and waits for every replica.
     *
     * @return the receipt, an empty one for nothing; fails with 503 {@code DEPENDENCY_UNAVAILABLE} if it could not be
     *     confirmed: the change stands all the same, and the outbox publishes it until it is confirmed
     */
    public Uni<Receipt> confirm(List<Revocation> committed) {
        return committed.isEmpty()
                ? Uni.createFrom().item(NOTHING)
                : revocations.publish(committed).call(() -> settle(committed));
    }

    /** As above, for one. */
    public Uni<Receipt> confirm(Revocation committed) {
        return confirm(List.of(committed));
    }

    /** A row that stays is published once more than needed, which harms nobody. */
    private Uni<Void> settle(List<Revocation> confirmed) {
        return store.answer(outbox.remove(confirmed))
                .onFailure()
                .invoke(failure -> LOG.warnf("outbox rows stay of=%s why=%s", confirmed, failure.toString()))
                .onFailure()
                .recoverWithNull();
    }
}
