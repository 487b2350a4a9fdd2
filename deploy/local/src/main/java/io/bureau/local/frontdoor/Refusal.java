package io.bureau.local.frontdoor;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** An answer of the front door's own, in the envelope of all errors. */
record Refusal(int status, String code, String message) {

    static final Refusal AMBIGUOUS_PATH =
            new Refusal(400, "BAD_REQUEST", "This path is not written in a form we accept");
    static final Refusal NOT_FOUND = new Refusal(404, "NOT_FOUND", "Not found");
    static final Refusal UNREACHABLE =
            new Refusal(503, "DEPENDENCY_UNAVAILABLE", "A part of Bureau does not answer; try again in a moment");
    static final Refusal STOPPING = new Refusal(503, "DEPENDENCY_UNAVAILABLE", "Bureau is shutting down");

    void send(HttpServerRequest request, String requestId) {
        var response = request.response();
        if (response.ended() || response.headWritten() || response.closed()) {
            return;
        }
        putHeaders(response.headers(), requestId);
        response.setStatusCode(status).end(body(requestId));
    }

    void putHeaders(MultiMap headers, String requestId) {
        headers.set("Content-Type", "application/json").set("X-Request-Id", requestId);
        if (status == 503) {
            headers.set("Retry-After", "1");
        }
    }

    Buffer body(String requestId) {
        var error = new JsonObject().put("code", code).put("message", message).put("requestId", requestId);
        return new JsonObject().put("error", error).toBuffer();
    }
}
