package io.bureau.system;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person with a browser that keeps cookies and follows redirects, but shows nothing. */
final class Person {

    static final String COOKIE = "__Host-bureau_session";

    private static final Pattern FORM_ACTION = Pattern.compile("<form[^>]*\\baction=\"([^\"]*)\"");
    private static final Pattern HIDDEN =
            Pattern.compile("<input[^>]*type=\"hidden\"[^>]*name=\"([^\"]*)\"[^>]*value=\"([^\"]*)\"");

    private final URI origin;
    private final HttpClient http = Loopback.client();

    /** By host and port, then by name: a cookie jar as far as this story needs one. */
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    private String sessionCookie;

    Person(URI origin) {
        this.origin = origin;
    }

    /** Signs in with the stand-in of this provider and follows to where the journey ends. */
    Answer signIn(String provider, String email, String name) {
        var consent = follow(send("GET", origin.resolve("/auth/" + provider + "?returnTo=/desktops"), null));
        consent.expect(200);
        var form = HIDDEN.matcher(consent.text())
                .results()
                .collect(Collectors.toMap(field -> field.group(1), field -> unescape(field.group(2))));
        form.put("email", email);
        form.put("name", name);
        var action = FORM_ACTION.matcher(consent.text());
        var target = action.find()
                ? consent.response().uri().resolve(unescape(action.group(1)))
                : consent.response().uri();
        return follow(send("POST", target, encode(form)));
    }

    Answer get(String path) {
        return send("GET", origin.resolve(path), null);
    }

    Answer post(String path, String json) {
        return send("POST", origin.resolve(path), json);
    }

    Answer delete(String path) {
        return send("DELETE", origin.resolve(path), null);
    }

    /** Makes a key with these capabilities, or the default ones, and answers what its creation did. */
    Answer createKey(String name, String... capabilities) {
        return post("/api/keys", "{\"name\":\"" + name + "\"" + chosen(capabilities) + "}")
                .expect(201);
    }

    /** As {@link #createKey}, for a program that asks more often than 60 times a minute. */
    Answer createBusyKey(String name, String... capabilities) {
        var limit = ",\"limit\":{\"requests\":100000,\"windowSeconds\":60}";
        return post("/api/keys", "{\"name\":\"" + name + "\"" + chosen(capabilities) + limit + "}")
                .expect(201);
    }

    private static String chosen(String... capabilities) {
        return capabilities.length == 0
                ? ""
                : List.of(capabilities).stream()
                        .map(id -> '"' + id + '"')
                        .collect(Collectors.joining(",", ",\"capabilities\":[", "]"));
    }

    /** The whole {@code Set-Cookie} line that began the session. */
    String sessionCookie() {
        return sessionCookie;
    }

    /** The value alone, for another program that speaks as this person. */
    String sessionToken() {
        return sessionCookie.substring(COOKIE.length() + 1, sessionCookie.indexOf(';'));
    }

    private Answer follow(Answer answer) {
        var current = answer;
        for (int hops = 0; hops < 10 && current.header("Location").isPresent(); hops++) {
            current = send(
                    "GET",
                    current.response().uri().resolve(current.header("Location").orElseThrow()),
                    null);
        }
        return current;
    }

    private Answer send(String method, URI uri, String body) {
        var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
        var jar = cookies.computeIfAbsent(uri.getAuthority(), _ -> new HashMap<>());
        if (!jar.isEmpty()) {
            request.header(
                    "Cookie",
                    jar.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        request.header("Sec-Fetch-Site", "same-origin");
        if (body != null) {
            request.header(
                    "Content-Type", body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded");
        }
        request.method(
                method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        var response = Loopback.exchange(http, request.build());
        keepCookies(response, jar);
        return new Answer(response);
    }

    private void keepCookies(HttpResponse<String> response, Map<String, String> jar) {
        for (var line : response.headers().allValues("Set-Cookie")) {
            var pair = line.split(";", 2)[0].split("=", 2);
            if (line.toLowerCase(java.util.Locale.ROOT).contains("max-age=0") || pair[1].isEmpty()) {
                jar.remove(pair[0]);
            } else {
                jar.put(pair[0], pair[1]);
                if (pair[0].equals(COOKIE)) {
                    sessionCookie = line;
                }
            }
        }
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String unescape(String html) {
        return html.replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'");
    }
}
