package io.bureau.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.Optional;

/** What came back: status, headers, text. */
record Answer(HttpResponse<String> response) {

    private static final ObjectMapper JSON = new ObjectMapper();

    int status() {
        return response.statusCode();
    }

    String text() {
        return response.body();
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** The body as JSON. */
    JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError("not JSON: " + this, unreadable);
        }
    }

    /** The code in the error envelope; empty if there is none. */
    String errorCode() {
        return json().path("error").path("code").asText();
    }

    /** This answer, if it has that status; otherwise fails and shows what it was. */
    Answer expect(int status) {
        if (status() != status) {
            throw new AssertionError("expected " + status + ", got " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return response.request().method() + " " + response.uri().getPath() + " -> " + status() + " " + text();
    }
}
