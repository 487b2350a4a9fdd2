package io.bureau.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;

/** A program: calls with an API key, or with nothing, from an address of its own. */
final class Caller {

    private final HttpClient http = Loopback.client();
    private final URI origin;
    private final String key;

    /** @param key {@code null} for a caller without a credential */
    Caller(URI origin, String key) {
        this.origin = origin;
        this.key = key;
    }

    Answer get(String path) {
        return send("GET", path, null);
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer delete(String path) {
        return send("DELETE", path, null);
    }

    Answer send(String method, String path, String json, String... headers) {
        var request = HttpRequest.newBuilder(origin.resolve(path)).timeout(Duration.ofSeconds(90));
        request.method(
                method, json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new Answer(Loopback.exchange(http, request.build()));
    }
}
