package io.bureau.identity.administration;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.bureau.identity.administration.Departures.Departed;
import io.bureau.identity.notice.Delivery;
import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.revocation.Receipt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Makes a departure that is committed hold everywhere, outside of any transaction. */
@ApplicationScoped
class MemberEnding {

    /**
     * That a departure holds everywhere, in the public API.
     *
     * @param keysRevoked how many keys that he answered for are dead
     * @param keysHandedOver how many have got another owner
     * @param replicas how many replicas have confirmed it
     * @param confirmedInMs milliseconds until all of it was confirmed
     */
    record DepartureReceipt(
            String organisation,
            String user,
            Instant removedAt,
            int keysRevoked,
            int keysHandedOver,
            int replicas,
            long confirmedInMs) {}

    /** What apikey-service answers. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record KeysEnded(int keysRevoked, int keysHandedOver, int replicas, long confirmedInMs) {}

    private final ConfirmedRevocations revocations;
    private final Delivery delivery;

    MemberEnding(ConfirmedRevocations revocations, Delivery delivery) {
        this.revocations = revocations;
        this.delivery = delivery;
    }

    /** Fails with 503 if not all of it could be confirmed: it is done all the same, and confirmed in the background. */
    Uni<DepartureReceipt> confirm(String organisation, String user, Departed departed) {
        return revocations
                .confirm(departed.revocation())
                .onFailure()
                .call(() -> deliver(departed).onFailure().recoverWithNull())
                .chain(receipt -> deliver(departed).map(keys -> receipt(organisation, user, departed, receipt, keys)));
    }

    private Uni<KeysEnded> deliver(Departed departed) {
        return delivery.deliver(departed.notice(), KeysEnded.class);
    }

    private static DepartureReceipt receipt(
            String organisation, String user, Departed departed, Receipt receipt, KeysEnded keys) {
        return new DepartureReceipt(
                organisation,
                user,
                departed.at(),
                keys.keysRevoked(),
                keys.keysHandedOver(),
                Math.max(receipt.replicas(), keys.replicas()),
                receipt.confirmedInMs() + keys.confirmedInMs());
    }
}
