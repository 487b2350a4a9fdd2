package io.bureau.identity.session;

import io.bureau.kit.principal.SessionCookie;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The session cookie as the browser keeps it. It is set on the response itself, so it stays whatever comes of the request.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpbis-rfc6265bis/">Cookies: HTTP State Management, 4.1.3</a>
 */
@ApplicationScoped
public class BrowserSession {

    private final SessionConfig config;

    BrowserSession(SessionConfig config) {
        this.config = config;
    }

    public void keep(SessionToken token, RoutingContext request) {
        set(token.reveal(), config.absoluteLifetime().toSeconds(), request);
    }

    public void forget(RoutingContext request) {
        set("", 0, request);
    }

    private static void set(String value, long maxAge, RoutingContext request) {
        request.response()
                .addCookie(Cookie.cookie(SessionCookie.NAME, value)
                        .setMaxAge(maxAge)
                        .setPath("/")
                        .setHttpOnly(true)
                        .setSecure(true)
                        .setSameSite(CookieSameSite.LAX));
    }
}
