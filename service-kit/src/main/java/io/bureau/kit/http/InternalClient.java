package io.bureau.kit.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.token.InternalTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.net.URI;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Calls one other service: with our token, the request id and the trace of the request at hand, a deadline, and bounded
 * connections. Whatever goes wrong on the way becomes 503 {@code DEPENDENCY_UNAVAILABLE}; the detail is logged.
 */
public final class InternalClient {

    private static final Logger LOG = Logger.getLogger(InternalClient.class);

    private final WebClient client;
    private final URI url;
    private final Service callee;
    private final InternalTokens tokens;
    private final ObjectMapper json;
    private final Duration deadline;

    InternalClient(
            WebClient client, URI url, Service callee, InternalTokens tokens, ObjectMapper json, Duration deadline) {
        this.client = client;
        this.url = url;
        this.callee = callee;
        this.tokens = tokens;
        this.json = json;
        this.deadline = deadline;
    }

    /** The same client for work that may take this long, which no outsider waits for within a second. */
    public InternalClient within(Duration patience) {
        return new InternalClient(client, url, callee, tokens, json, patience);
    }

    /** Posts {@code body} as JSON; the item is the callee's answer. */
    public <T> Uni<T> post(String path, Object body, Class<T> answer) {
        return send(HttpMethod.POST, path, write(body)).map(response -> read(path, response, answer));
    }

    /** The callee's answer, or {@code null} where it says 404. */
    public <T> Uni<T> get(String path, Class<T> answer) {
        return send(HttpMethod.GET, path, Buffer.buffer())
                .map(response -> response.statusCode() == 404 ? null : read(path, response, answer));
    }

    /** The client's own timeout begins anew once a connection is free, and with every byte; the whole call has one deadline. */
    private Uni<HttpResponse<Buffer>> send(HttpMethod method, String path, Buffer body) {
        var request = client.requestAbs(method, url.resolve(path).toString())
                .timeout(deadline.toMillis())
                .putHeader("Authorization", "Bearer " + tokens.forCallee(callee))
                .putHeader("Content-Type", "application/json");
        if (MDC.get("requestId") instanceof String id) {
            request.putHeader(RequestIds.HEADER, id);
        }
        return OwnContext.resume(
                        request.sendBuffer(body).ifNoItem().after(deadline).fail())
                .onFailure()
                .transform(failure -> away(path, failure.toString()));
    }

    private <T> T read(String path, HttpResponse<Buffer> response, Class<T> answer) {
        if (response.statusCode() < 200 || response.statusCode() > 299) {
            throw away(path, "status " + response.statusCode());
        }
        if (answer == Void.class) {
            return null;
        }
        try {
            return json.readValue(response.body().getBytes(), answer);
        } catch (java.io.IOException unreadable) {
            throw away(path, "unreadable answer: " + unreadable.getMessage());
        }
    }

    private Buffer write(Object body) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private ApiException away(String path, String why) {
        LOG.warnf("internal call failed callee=%s path=%s why=%s", callee.id(), path, why);
        return ApiException.dependencyUnavailable("A part of Bureau is not answering; try again in a moment");
    }
}
