package io.bureau.identity.dashboard;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/**
 * Serves the dashboard. The browser's router knows more addresses than we do, so every address that a browser asks for as
 * a page is the page, unless it belongs to an API.
 */
@ApplicationScoped
class DashboardRoutes {

    private static final int BEFORE_STATIC_FILES = 100;
    private static final String ASSETS = "/assets/";
    private static final Set<String> NOT_PAGES =
            Set.of("api", "auth", "internal", "v1", "orgs", "mcp", "docs", "healthz", "q", "assets");

    private final Page page;

    DashboardRoutes(Page page) {
        this.page = page;
    }

    void install(@Observes Router router) {
        router.route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(BEFORE_STATIC_FILES)
                .handler(this::handle);
    }

    private void handle(RoutingContext request) {
        if (isPage(request)) {
            send(request);
        } else {
            request.addHeadersEndHandler(_ -> describeFile(request));
            request.next();
        }
    }

    private void send(RoutingContext request) {
        var copy = page.copy();
        var response = request.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Security-Policy", copy.policy())
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Referrer-Policy", "same-origin");
        secure(response).end(copy.html());
    }

    /** A file named after its content never changes; another of that name was never there. */
    private static void describeFile(RoutingContext request) {
        var response = secure(request.response());
        if (request.normalizedPath().startsWith(ASSETS)) {
            boolean found = response.getStatusCode() == 200 || response.getStatusCode() == 304;
            response.putHeader("Cache-Control", found ? "public, max-age=31536000, immutable" : "no-store");
        }
    }

    private static HttpServerResponse secure(HttpServerResponse response) {
        return response.putHeader("X-Content-Type-Options", "nosniff");
    }

    private static boolean isPage(RoutingContext request) {
        var path = request.normalizedPath();
        if (path.equals("/") || path.equals("/index.html")) {
            return true;
        }
        var segments = path.substring(1).split("/");
        return takesHtml(request.request().getHeader("Accept"))
                && !NOT_PAGES.contains(segments[0])
                && segments[segments.length - 1].indexOf('.') < 0;
    }

    private static boolean takesHtml(String accept) {
        return accept == null || accept.contains("text/html") || accept.contains("*/*");
    }
}
