package io.bureau.local.frontdoor;

import static io.bureau.local.services.Service.APIKEY;
import static io.bureau.local.services.Service.DESKTOPS;
import static io.bureau.local.services.Service.IDENTITY;

import io.bureau.local.services.Service;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Which service a path belongs to. A route covers its own path and everything below, segment by segment: {@code /v1}
 * covers {@code /v1/me} and not {@code /v1x}. The first that fits decides; what fits none is the dashboard's.
 */
final class Routes {

    private static final List<Route> ROUTES = List.of(
            to(IDENTITY, "/auth"),
            to(IDENTITY, "/api/session"),
            to(IDENTITY, "/api/sessions"),
            to(IDENTITY, "/api/organisations"),
            to(IDENTITY, "/api/account"),
            to(IDENTITY, "/api/audit"),
            to(APIKEY, "/api/keys"),
            to(APIKEY, "/api/capabilities"),
            to(APIKEY, "/orgs/*/api/key"),
            to(DESKTOPS, "/orgs/*/api/instances"),
            to(DESKTOPS, "/api/webhooks"),
            to(DESKTOPS, "/v1"),
            to(DESKTOPS, "/mcp"),
            to(DESKTOPS, "/docs"),
            nowhere("/api"),
            nowhere("/orgs"),
            nowhere("/internal"),
            nowhere("/q"));

    private record Route(List<String> segments, Optional<Service> service) {

        boolean covers(List<String> path) {
            if (path.size() < segments.size()) {
                return false;
            }
            for (int i = 0; i < segments.size(); i++) {
                boolean any = segments.get(i).equals("*") && !path.get(i).isEmpty();
                if (!any && !segments.get(i).equals(path.get(i))) {
                    return false;
                }
            }
            return true;
        }
    }

    private Routes() {}

    /** The service behind this path, or nothing if the path leads nowhere. */
    static Optional<Service> of(List<String> segments) {
        return ROUTES.stream()
                .filter(route -> route.covers(segments))
                .findFirst()
                .map(Route::service)
                .orElse(Optional.of(IDENTITY));
    }

    private static Route to(Service service, String path) {
        return new Route(Arrays.asList(path.substring(1).split("/")), Optional.of(service));
    }

    private static Route nowhere(String path) {
        return new Route(Arrays.asList(path.substring(1).split("/")), Optional.empty());
    }
}
