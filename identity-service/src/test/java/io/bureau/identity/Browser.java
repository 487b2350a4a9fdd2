package io.bureau.identity;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.http.ContentType;
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

    /** Gives the user who is signed in here this person's identity there, too, as the settings page does. */
    public Response link(String provider, Person person) {
        return comeBack(provider, FakeProviders.consent(leaveToLink(provider, "/settings?tab=accounts"), person));
    }

    /** Where the service sends this browser to link an identity. */
    public URI leaveToLink(String provider, String returnTo) {
        var answer = keep(request()
                .header("Sec-Fetch-Site", "same-origin")
                .queryParam("returnTo", returnTo)
                .get("/auth/" + provider + "/link"));
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

    public Response post(String path, Object body) {
        return keep(ours().body(body).post(path));
    }

    public Response patch(String path, Object body) {
        return keep(ours().body(body).patch(path));
    }

    public Response delete(String path) {
        return keep(request().header("Sec-Fetch-Site", "same-origin").delete(path));
    }

    /** The id of whoever is signed in here. */
    public String user() {
        return get("/api/session").then().statusCode(200).extract().path("user.id");
    }

    /** The id of the organisation in which this browser's session acts. */
    public String organisation() {
        return get("/api/session").then().statusCode(200).extract().path("organisation.id");
    }

    /** A request with this browser's cookies, whose answer it does not take note of. */
    public RequestSpecification request() {
        var request = given().redirects().follow(false).header("User-Agent", "Mozilla/5.0 (X11; Linux) Firefox/140.0");
        return cookies.isEmpty() ? request : request.header("Cookie", cookieHeader());
    }

    private RequestSpecification ours() {
        return request().header("Sec-Fetch-Site", "same-origin").contentType(ContentType.JSON);
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
