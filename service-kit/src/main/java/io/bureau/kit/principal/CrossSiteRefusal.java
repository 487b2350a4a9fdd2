package io.bureau.kit.principal;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.ClientAddress;
import io.bureau.kit.http.PublicOrigin;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Refuses unsafe requests that another site made the browser send with our cookie. {@code Sec-Fetch-Site} decides where
 * the browser sends it; failing that {@code Origin} must be ours; a browser that sends neither is refused.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
@ApplicationScoped
class CrossSiteRefusal {

    private static final Logger LOG = Logger.getLogger(CrossSiteRefusal.class);
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final PublicOrigin origin;

    CrossSiteRefusal(PublicOrigin origin) {
        this.origin = origin;
    }

    /** @throws ApiException 403 {@code CSRF_REJECTED} */
    void check(RoutingContext request) {
        if (SAFE.contains(request.request().method()) || isOurs(request)) {
            return;
        }
        LOG.warnf("refused status=403 ip=%s why=cross-site request", ClientAddress.of(request));
        throw ApiException.of(403, "CSRF_REJECTED", "This request did not come from the dashboard's own pages");
    }

    private boolean isOurs(RoutingContext request) {
        var site = request.request().getHeader("Sec-Fetch-Site");
        return site != null
                ? site.equals("same-origin") || site.equals("none")
                : origin.is(request.request().getHeader("Origin"));
    }
}
