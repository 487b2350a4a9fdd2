package io.bureau.kit.http;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.error.RouterErrors;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses a body that announces itself as too large before any of it is read, in the envelope of every other error. */
@ApplicationScoped
class BodyLimit {

    private final long limit;
    private final RouterErrors errors;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit, RouterErrors errors) {
        this.limit = limit.asLongValue();
        this.errors = errors;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.BODY);
    }

    private void check(RoutingContext request) {
        if (announced(request) > limit) {
            closeAfterwards(request);
            errors.respond(
                    request, ApiException.of(413, "PAYLOAD_TOO_LARGE", "The request body is over " + limit + " bytes"));
        } else {
            request.next();
        }
    }

    /** HTTP/2 has streams for this, and forbids the header (RFC 9113, section 8.2.2). */
    private static void closeAfterwards(RoutingContext request) {
        if (request.request().version() != HttpVersion.HTTP_2) {
            request.response().putHeader("Connection", "close");
        }
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
