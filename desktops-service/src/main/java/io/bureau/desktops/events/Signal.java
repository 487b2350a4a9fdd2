package io.bureau.desktops.events;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;

/** Something that happens once, for any number who wait for it or no longer do. */
final class Signal {

    private final CompletableFuture<Void> given = new CompletableFuture<>();
    private final Uni<Void> awaited =
            Uni.createFrom().completionStage(given).memoize().indefinitely();

    void give() {
        given.complete(null);
    }

    boolean isGiven() {
        return given.isDone();
    }

    /** Completes when it is given, at once if it was. */
    Uni<Void> awaited() {
        return awaited;
    }
}
