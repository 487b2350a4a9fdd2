package io.bureau.local.frontdoor;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What services are told about the caller, by us and by nobody else. They believe these headers because they come from
 * loopback, so whatever a caller sends under such a name is dropped first.
 */
final class ForwardingHeaders {

    private static final List<String> DROPPED =
            List.of("forwarded", "x-real-ip", "x-request-id", "x-original-url", "x-rewrite-url");
    private static final List<String> DROPPED_PREFIXES = List.of("x-forwarded-", "x-user-");

    private final URI publicUrl;

    ForwardingHeaders(URI publicUrl) {
        this.publicUrl = publicUrl;
    }

    void renew(HttpServerRequest request, String requestId) {
        var headers = request.headers();
        drop(headers);
        var host = headers.get("Host");
        headers.set("X-Forwarded-For", request.remoteAddress().hostAddress());
        headers.set("X-Forwarded-Proto", publicUrl.getScheme());
        headers.set("X-Forwarded-Host", host == null ? publicUrl.getAuthority() : host);
        headers.set("X-Forwarded-Port", Integer.toString(publicUrl.getPort()));
        headers.set("X-Request-Id", requestId);
        // Answered by our own server already.
        headers.remove("Expect");
    }

    private static void drop(MultiMap headers) {
        for (var name : new ArrayList<>(headers.names())) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (DROPPED.contains(lower) || DROPPED_PREFIXES.stream().anyMatch(lower::startsWith)) {
                headers.remove(name);
            }
        }
    }
}
