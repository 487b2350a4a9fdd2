package io.bureau.identity.session;

import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Switches sessions between the organisations of their user. */
@ApplicationScoped
public class Switching {

    private final SessionMoves moves;
    private final ConfirmedRevocations revocations;
    private final Store store;
    private final Clock clock;

    Switching(SessionMoves moves, ConfirmedRevocations revocations, Store store, Clock clock) {
        this.moves = moves;
        this.revocations = revocations;
        this.store = store;
        this.clock = clock;
    }

    /**
     * From the answer on, every replica has the principal's session act in {@code organisation}. Fails with 404 if he does
     * not belong to it, with 503 if it could not be confirmed: it is switched all the same.
     */
    public Uni<Void> switchTo(String organisation, Principal principal) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return store.answer(Panache.withTransaction(() -> moves.moveTo(organisation, principal, now)))
                .chain(() -> revocations.confirm(SessionMoves.switched(principal)))
                .replaceWithVoid();
    }
}
