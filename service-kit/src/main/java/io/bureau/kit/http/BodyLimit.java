package io.bureau.kit.http;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.error.RouterErrors;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that announces itself as too large before any of it is read, in the envelope of every other error. Quarkus'
 * own limit is one for all requests: it is as large as the largest allowance, and this one is what counts.
 */
@ApplicationScoped
class BodyLimit {

    private final long limit;
    private final List<BodyAllowance> allowances;
    private final RouterErrors errors;

    BodyLimit(
            @ConfigProperty(name = "bureau.http.max-body-size") MemorySize limit,
            @Any Instance<BodyAllowance> allowances,
            RouterErrors errors) {
        this.limit = limit.asLongValue();
        this.allowances = allowances.stream().toList();
        this.errors = errors;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.BODY);
        filters.register(this::holdToLimit, FilterOrder.BODY_SIZE_UNKNOWN);
    }

    private void check(RoutingContext request) {
        long allowed = allowed(request.request());
        if (announced(request) > allowed) {
            Bodies.abandon(request);
            errors.respond(
                    request,
                    ApiException.of(413, "PAYLOAD_TOO_LARGE", "The request body is over " + allowed + " bytes"));
        } else {
            request.next();
        }
    }

    /** What announces nothing is counted as it is read, by who reads it. */
    private void holdToLimit(RoutingContext request) {
        if (request.get(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY) != null) {
            request.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, allowed(request.request()));
        }
        request.next();
    }

    private long allowed(HttpServerRequest request) {
        return allowances.stream()
                .flatMapToLong(allowance -> allowance.bytes(request).stream())
                .max()
                .orElse(limit);
    }

    private static long announced(RoutingContext request) {
        var length = request.request().getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            return Long.MAX_VALUE;
        }
    }
}
