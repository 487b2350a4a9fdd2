package io.bureau.kit.principal;

import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The capability that a permission check has just found missing, kept on the request for the error answer to name. */
public record RefusedCapability(String required, List<String> held) {

    private static final String KEY = "bureau.refused-capability";

    /** What was refused on this request, {@code null} if nothing was. */
    public static RefusedCapability of(RoutingContext request) {
        return request.get(KEY);
    }

    void on(RoutingContext request) {
        request.put(KEY, this);
    }
}
