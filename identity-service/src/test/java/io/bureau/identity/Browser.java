package io.bureau.identity;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser as far as signing in goes: it keeps cookies, and follows a redirect only when told to. */
public final class Browser {

    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** A browser that is signed in as this person. */
    public static Browser signedIn(String provider, Person person) {
        var browser = new Browser();
        assertEquals(303, browser.signIn(provider, person).statusCode());
        return browser;
    }

    /** The whole way: to the provider, consent there, and back. */
    public Response signIn(String provider, Person person) {
        return comeBack(provider, FakeProviders.consent(leave(provider), person));
    }

    /** Where the service sends this browser to sign in. */
    public URI leave(String provider) {
        return leave(provider, "/");
    }

    public URI leave(String provider, String returnTo) {
        var answer = get("/auth/" + provider, Map.of("returnTo", returnTo));
        assertEquals(302, answer.statusCode(), answer.body().asString());
        return URI.create(answer.header("Location"));
    }

    /** Comes back from the provider with this query. */
    public Response comeBack(String provider, String query) {
        return keep(request().urlEncodingEnabled(false).get("/auth/" + provider + "/callback?" + query));
    }

    public Response get(String path) {
        return get(path, Map.of());
    }

    public Response get(String path, Map<String, String> query) {
        return keep(request().queryParams(query).get(path));
    }

    /** As the dashboard's own pages send it. */
    public Response post(String path) {
        return keep(request().header("Sec-Fetch-Site", "same-origin").post(path));
    }

    public Response delete(String path) {
        return keep(request().header("Sec-Fetch-Site", "same-origin").delete(path));
    }

    /** A request with this browser's cookies, whose answer it does not take note of. */
    public RequestSpecification request() {
        var request = given().redirects().follow(false).header("User-Agent", "Mozilla/5.0 (X11; Linux) Firefox/140.0");
        return cookies.isEmpty() ? request : request.header("Cookie", cookieHeader());
    }

    public String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public String sessionToken() {
        return cookies.get(Bureau.COOKIE);
    }

    private Response keep(Response answer) {
        for (var header : answer.headers().getValues("Set-Cookie")) {
            var pair = header.substring(0, header.indexOf(';')).split("=", 2);
            if (header.matches("(?i).*;\\s*max-age=0(;.*|$)")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        return answer;
    }
}
