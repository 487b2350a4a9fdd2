package io.bureau.kit.http;

import io.bureau.kit.error.ApiException;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;

/** What resources are given to read. */
public final class Bodies {

    /** RFC 9113, section 7. */
    private static final long NO_ERROR = 0;

    private static final long LINGER_MILLIS = 500;

    private Bodies() {}

    /**
     * Tells the caller to stop sending once this request is answered, because nobody wants the rest of its body: by closing
     * the connection, or of HTTP/2, which forbids the header for that, only the stream (RFC 9113, sections 8.1 and 8.2.2).
     * A connection that is closed while something comes in may take an answer with it that was not read yet, so what still
     * comes is thrown away for a moment (RFC 9112, section 9.6).
     */
    public static void abandon(RoutingContext request) {
        if (request.request().isEnded()) {
            return;
        }
        if (request.request().version() == HttpVersion.HTTP_2) {
            request.addEndHandler(_ -> request.response().reset(NO_ERROR));
            return;
        }
        request.response().putHeader("Connection", "close");
        request.addEndHandler(_ -> {
            request.request().handler(_ -> {}).resume();
            request.vertx()
                    .setTimer(LINGER_MILLIS, _ -> request.request().connection().close());
        });
    }

    /** The body; fails with 400 if there was none, or {@code null}. */
    public static <T> T present(T body) {
        if (body == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        return body;
    }
}
