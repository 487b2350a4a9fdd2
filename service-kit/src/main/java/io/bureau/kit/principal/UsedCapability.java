package io.bureau.kit.principal;

import io.vertx.ext.web.RoutingContext;

/** The capability that a request was let in by, kept on the request for whoever tells of the use of its key. */
final class UsedCapability {

    private static final String KEY = "bureau.used-capability";

    private UsedCapability() {}

    static void note(String capability, RoutingContext request) {
        request.put(KEY, capability);
    }

    /** {@code null} if the route asked for none, or was refused for want of one. */
    static String of(RoutingContext request) {
        return RefusedCapability.of(request) == null ? request.get(KEY) : null;
    }
}
