package io.bureau.local.frontdoor;

import io.bureau.local.services.Replica;
import io.bureau.local.services.Replicas;
import io.bureau.local.services.Service;
import io.vertx.core.Future;
import java.util.Iterator;
import java.util.function.Function;

/** Finds a replica that takes a connection. Nothing was sent yet when one refuses, so the next can be asked instead. */
final class Reach {

    private final Replicas replicas;

    Reach(Replicas replicas) {
        this.replicas = replicas;
    }

    /** The first connection that {@code connect} succeeds in; fails as the last attempt did. */
    <T> Future<T> any(Service service, Function<Replica, Future<T>> connect) {
        return next(replicas.inTurn(service).iterator(), connect);
    }

    private <T> Future<T> next(Iterator<Replica> candidates, Function<Replica, Future<T>> connect) {
        var replica = candidates.next();
        return connect.apply(replica).recover(failure -> {
            replicas.saw(replica, false);
            return candidates.hasNext() ? next(candidates, connect) : Future.failedFuture(failure);
        });
    }
}
