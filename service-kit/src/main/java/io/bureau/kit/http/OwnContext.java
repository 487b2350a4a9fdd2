package io.bureau.kit.http;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/**
 * Brings an answer back to where its request lives. Work that several requests share completes on whichever event loop
 * ran it; a request must go on in its own context, or its database session and its log fields are another's.
 */
public final class OwnContext {

    private OwnContext() {}

    /** {@code shared}, its item and failure delivered in the Vert.x context this method is called in, if there is one. */
    public static <T> Uni<T> resume(Uni<T> shared) {
        var context = Vertx.currentContext();
        return context == null ? shared : shared.emitOn(task -> context.runOnContext(_ -> task.run()));
    }
}
