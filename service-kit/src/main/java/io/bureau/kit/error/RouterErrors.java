package io.bureau.kit.error;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.kit.http.RequestIds;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Answers what never reaches a resource: an unknown path, a body over the limit, a failure in a route of the HTTP layer.
 * Without it those would be Vert.x's own pages.
 */
@ApplicationScoped
public class RouterErrors {

    private static final int[] STATUSES = {400, 401, 403, 404, 405, 406, 413, 414, 415, 500};

    private final ObjectMapper json;

    RouterErrors(ObjectMapper json) {
        this.json = json;
    }

    void install(@Observes Router router) {
        for (int status : STATUSES) {
            router.errorHandler(status, request -> respond(request, ErrorCodes.forStatus(status)));
        }
    }

    /** Ends {@code request} with the envelope, from code that runs outside any resource. */
    public void respond(RoutingContext request, ApiException refusal) {
        var response = request.response();
        if (response.ended()) {
            return;
        }
        refusal.headers().forEach(response::putHeader);
        response.setStatusCode(refusal.status()).putHeader("Content-Type", "application/json");
        try {
            response.end(json.writeValueAsString(refusal.body().withRequestId(RequestIds.of(request))));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
