package io.bureau.kit.http;

import io.bureau.kit.id.Ids;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.MDC;

/**
 * Gives every request an id, {@code req_…}, that stands in its answer, in every error body and in every log line, and
 * that internal calls pass on. The front door drops what outsiders send under this name.
 */
@ApplicationScoped
public class RequestIds {

    public static final String HEADER = "X-Request-Id";

    private static final String PREFIX = "req";
    private static final String KEY = "bureau.request-id";

    void install(@Observes Filters filters) {
        filters.register(RequestIds::identify, FilterOrder.REQUEST_ID);
    }

    /** The id of this request. */
    public static String of(RoutingContext request) {
        String id = request.get(KEY);
        return id == null ? assign(request) : id;
    }

    private static void identify(RoutingContext request) {
        MDC.put("requestId", assign(request));
        request.next();
    }

    private static String assign(RoutingContext request) {
        var sent = request.request().getHeader(HEADER);
        var id = Ids.isWellFormed(PREFIX, sent) ? sent : Ids.next(PREFIX);
        request.put(KEY, id);
        request.response().putHeader(HEADER, id);
        return id;
    }
}
