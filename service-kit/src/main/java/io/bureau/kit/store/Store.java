package io.bureau.kit.store;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.OwnContext;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Bounds the wait for Postgres, and tells its being away from a fault of ours. */
@ApplicationScoped
public class Store {

    private static final Logger LOG = Logger.getLogger(Store.class);

    /** SQLSTATE classes for a lost connection, exhausted resources and an operator's intervention such as a shutdown. */
    private static final List<String> AWAY = List.of("08", "53", "57");

    private final StoreConfig config;

    Store(StoreConfig config) {
        this.config = config;
    }

    /**
     * The outcome of {@code work}; fails with 503 {@code DEPENDENCY_UNAVAILABLE} if Postgres cannot be reached or takes too
     * long. Late work is left to end by itself, for to cancel it would leave its connection in an unknown state.
     */
    public <T> Uni<T> answer(Uni<T> work) {
        Uni<T> uncancellable =
                Uni.createFrom().emitter(caller -> work.subscribe().with(caller::complete, caller::fail));
        return OwnContext.resume(
                        uncancellable.ifNoItem().after(config.deadline()).fail())
                .onFailure(Store::isAway)
                .transform(Store::unavailable);
    }

    private static boolean isAway(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .anyMatch(Store::saysAway);
    }

    private static boolean saysAway(Throwable failure) {
        return switch (failure) {
            case PgException refused -> AWAY.stream().anyMatch(refused.getSqlState()::startsWith);
            case TimeoutException _ -> true;
            case IOException _ -> true;
            case VertxException _ -> true;
            default -> false;
        };
    }

    private static Throwable unavailable(Throwable failure) {
        LOG.warnf("store not answering why=%s", failure.toString());
        return ApiException.dependencyUnavailable("A part of Bureau is not answering; try again in a moment");
    }
}
