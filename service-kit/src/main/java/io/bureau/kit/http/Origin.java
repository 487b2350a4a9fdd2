package io.bureau.kit.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.vertx.ContextLocals;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/**
 * Where the work at hand comes from.
 *
 * @param ip the client's address
 * @param userAgent as sent, cut to what is kept; {@code null} if none was
 * @param requestId {@code req_…}
 */
public record Origin(String ip, String userAgent, String requestId) {

    private static final String KEY = "bureau.request";
    private static final int USER_AGENT = 512;

    /** The origin of the HTTP request that this code runs for; empty for work that the service does by itself. */
    public static Optional<Origin> current() {
        return VertxContext.isOnDuplicatedContext()
                ? ContextLocals.<RoutingContext>get(KEY).map(Origin::of)
                : Optional.empty();
    }

    /** The origin of this request. */
    public static Origin of(RoutingContext request) {
        return new Origin(
                ClientAddress.of(request),
                shortened(request.request().getHeader("User-Agent")),
                RequestIds.of(request));
    }

    private static String shortened(String userAgent) {
        return userAgent == null || userAgent.length() <= USER_AGENT ? userAgent : userAgent.substring(0, USER_AGENT);
    }

    @ApplicationScoped
    static class Keeper {

        void install(@Observes Filters filters) {
            filters.register(Keeper::keep, FilterOrder.REQUEST_ID);
        }

        private static void keep(RoutingContext request) {
            if (VertxContext.isOnDuplicatedContext()) {
                ContextLocals.put(KEY, request);
            }
            request.next();
        }
    }
}
