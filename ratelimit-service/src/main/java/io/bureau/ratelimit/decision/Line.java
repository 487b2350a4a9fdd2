package io.bureau.ratelimit.decision;

import io.vertx.core.AsyncResult;
import io.vertx.core.Handler;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** One open connection, what is under way on it, and what is owed to us. Used on its lane's loop only. */
final class Line {

    private final Redis client;
    private final RedisConnection connection;
    private final SequencedSet<Call> owed = new LinkedHashSet<>();
    private int rounds;

    Line(Redis client, RedisConnection connection, Handler<Line> onLoss) {
        this.client = client;
        this.connection = connection;
        connection.exceptionHandler(_ -> onLoss.handle(this));
        connection.endHandler(_ -> onLoss.handle(this));
    }

    /** Writes at once, whatever else is owed: replies come in the order of the calls. */
    void send(Call call, Request request, Handler<AsyncResult<Response>> onReply) {
        owed.add(call);
        connection.send(request).onComplete(reply -> {
            owed.remove(call);
            onReply.handle(reply);
        });
    }

    boolean isIdle() {
        return owed.isEmpty();
    }

    List<Call> owed() {
        return List.copyOf(owed);
    }

    /** Whether a caller still waits for something asked before this {@link Silence#mark()}. */
    boolean owesSince(long mark) {
        return owed.stream().filter(call -> !call.isSettled()).findFirst().stream()
                .anyMatch(oldest -> oldest.askedAt() < mark);
    }

    Round beginRound(int calls) {
        rounds++;
        return new Round(calls);
    }

    int rounds() {
        return rounds;
    }

    /** Closes the client as well: given back to its pool, a silent connection would be the next one it hands out. */
    void close() {
        client.close();
    }

    /** Calls that left together. */
    final class Round {

        private int open;

        private Round(int calls) {
            open = calls;
        }

        void ended() {
            open--;
            if (open == 0) {
                rounds--;
            }
        }

        Line line() {
            return Line.this;
        }
    }
}
