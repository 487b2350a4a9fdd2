package io.bureau.desktops.webhook;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;

/**
 * One request and the beginning of its answer, within a time limit that the other side cannot stretch. All of it happens in
 * one Vert.x context.
 */
final class Exchange {

    private static final int KEPT = 1024;

    private final Vertx vertx;
    private final Clock clock;
    private final Consumer<Attempt> outcome;
    private final Buffer body = Buffer.buffer();
    private HttpClientRequest request;
    private HttpClientResponse response;
    private long timer;
    private boolean over;

    Exchange(Vertx vertx, Clock clock, Consumer<Attempt> outcome) {
        this.vertx = vertx;
        this.clock = clock;
        this.outcome = outcome;
    }

    void begin(Future<HttpClientRequest> connected, Buffer message, Duration deadline) {
        timer = vertx.setTimer(
                deadline.toMillis(), _ -> end("it did not answer within " + deadline.toSeconds() + " s"));
        connected.onSuccess(made -> send(made, message)).onFailure(this::fail);
    }

    private void send(HttpClientRequest made, Buffer message) {
        request = made;
        if (over) {
            made.reset();
            return;
        }
        made.response().onSuccess(this::read).onFailure(this::fail);
        made.end(message);
    }

    private void read(HttpClientResponse answer) {
        response = answer;
        answer.handler(this::keep).exceptionHandler(_ -> end(null)).endHandler(_ -> end(null));
    }

    private void keep(Buffer part) {
        body.appendBuffer(part, 0, Math.min(part.length(), KEPT - body.length()));
        if (body.length() == KEPT) {
            end(null);
        }
    }

    private void fail(Throwable failure) {
        end(why(failure));
    }

    /** Whoever has answered has done so, though the rest of it may be missing or not wanted. */
    private void end(String error) {
        if (over) {
            return;
        }
        over = true;
        vertx.cancelTimer(timer);
        outcome.accept(
                response == null
                        ? Attempt.unanswered(error)
                        : Attempt.answered(
                                response.statusCode(),
                                text(),
                                RetryAfter.of(
                                        response.statusCode(), response.getHeader("Retry-After"), clock.instant())));
        if (request != null) {
            request.reset();
        }
    }

    /** Postgres stores no NUL. */
    private String text() {
        return body.toString(StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    private static String why(Throwable failure) {
        return switch (failure) {
            case SSLException _ -> "its certificate is not valid for its host, or TLS failed otherwise";
            case ConnectException _ -> "the connection was refused or not made in time";
            default -> "the connection was lost before it answered";
        };
    }
}
