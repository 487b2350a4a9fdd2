package io.bureau.kit.http;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.error.RouterErrors;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Refuses paths that two readers could understand differently: encoded separators, backslashes, matrix parameters, empty
 * and dot segments. A guard that reads such a path one way and a router that reads it another is how guards are passed.
 */
@ApplicationScoped
class PathRefusal {

    private static final Pattern AMBIGUOUS =
            Pattern.compile("(?i)%2f|%5c|%3b|%00|%0a|%0d|%2e|[\\\\;]|//|/\\.{1,2}(/|$)");

    private final RouterErrors errors;

    PathRefusal(RouterErrors errors) {
        this.errors = errors;
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, FilterOrder.PATH);
    }

    private void check(RoutingContext request) {
        if (isAmbiguous(request.request().uri())) {
            errors.respond(request, ApiException.badRequest("This path is not written in a form we accept"));
        } else {
            request.next();
        }
    }

    /** Looks at the path as it came over the wire, before anything was decoded; the query is not its business. */
    static boolean isAmbiguous(String uri) {
        int query = uri.indexOf('?');
        return AMBIGUOUS.matcher(query < 0 ? uri : uri.substring(0, query)).find();
    }
}
