package io.bureau.desktops.events;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** Two streams as one that ends when the first does. */
final class Beside {

    private Beside() {}

    /**
     * Neither is read on before what it gave was taken, and both arrive in the Vert.x context this method is called in.
     *
     * @param aside gives up what is not taken in time
     */
    static <T> Multi<List<T>> of(Multi<List<T>> leading, Multi<List<T>> aside) {
        List<T> end = new ArrayList<>();
        var context = Vertx.currentContext();
        var here = aside.emitOn(task -> context.runOnContext(_ -> task.run()), 1);
        return Multi.createBy()
                .merging()
                .withConcurrency(2)
                .withRequests(1)
                .streams(leading.onCompletion().continueWith(end), here)
                .select()
                .first(batch -> batch != end);
    }
}
