package io.bureau.ratelimit.decision;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Carries demands to Redis over one long-lived connection. What arrives while a round is under way waits, and leaves
 * together; demands on one bucket leave as one call.
 *
 * <p>A circuit breaker: once Redis has been silent for the deadline, everyone waiting is answered by the fallback, and so
 * is whoever comes after. What is owed on the connection is then the probe: its arrival closes the breaker. If that does
 * not come either, or the connection breaks, a new connection is the probe, as often as it takes.
 *
 * <p>All state belongs to the lane's event loop; only {@link #accept} and {@link #isOpen} may be called from elsewhere.
 */
final class Lane {

    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final int ROUNDS_UNDER_WAY = 2;
    private static final int CALLS_IN_A_ROUND = 128;
    private static final long PING_MILLIS = 1_000;
    private static final long LONGEST_CONNECT_MILLIS = 1_000;
    private static final Duration TICK = Duration.ofMillis(5);

    private final Vertx vertx;
    private final Context loop;
    private final Supplier<Redis> clients;
    private final DecisionScript script;
    private final Fallback fallback;
    private final RedisConfig config;
    private final Waiting waiting = new Waiting();
    private final Silence silence = new Silence(TICK);
    private final Promise<Void> firstAttempt = Promise.promise();
    private Line line;
    private long watch = -1;
    private boolean stopped;
    private volatile boolean open = true;

    Lane(
            Vertx vertx,
            Context loop,
            Supplier<Redis> clients,
            DecisionScript script,
            Fallback fallback,
            RedisConfig config) {
        this.vertx = vertx;
        this.loop = loop;
        this.clients = clients;
        this.script = script;
        this.fallback = fallback;
        this.config = config;
    }

    /** Connects; the future completes after the first attempt, however it went. */
    Future<Void> start() {
        loop.runOnContext(_ -> {
            vertx.setPeriodic(PING_MILLIS, _ -> ping());
            connect();
        });
        return firstAttempt.future();
    }

    void stop() {
        loop.runOnContext(_ -> {
            stopped = true;
            dropLine();
        });
    }

    /** Whether the breaker is open, that is, whether Redis is taken for absent. */
    boolean isOpen() {
        return open;
    }

    void accept(List<Flight> flights) {
        loop.runOnContext(_ -> {
            for (var flight : flights) {
                if (open || waiting.isFull()) {
                    fallBack(flight);
                } else {
                    waiting.add(flight);
                }
            }
            sendRounds();
        });
    }

    private void sendRounds() {
        while (!open && line.rounds() < ROUNDS_UNDER_WAY && !waiting.isEmpty()) {
            var calls = waiting.take(CALLS_IN_A_ROUND, silence.mark());
            var round = line.beginRound(calls.size());
            calls.forEach(call -> send(round, call, call.byDigest(script)));
        }
    }

    private void send(Line.Round round, Call call, Request request) {
        if (watch < 0) {
            silence.begin(System.nanoTime());
            watch = vertx.setPeriodic(TICK.toMillis(), _ -> watch());
        }
        round.line().send(call, request, reply -> onReply(round, call, reply));
    }

    private void onReply(Line.Round round, Call call, AsyncResult<Response> reply) {
        if (round.line() != line) {
            return;
        }
        if (reply.failed()) {
            onFailure(round, call, reply.cause());
            return;
        }
        silence.heard();
        call.settle(reply.result());
        round.ended();
        close();
        sendRounds();
    }

    private void onFailure(Line.Round round, Call call, Throwable cause) {
        if (String.valueOf(cause.getMessage()).startsWith("NOSCRIPT")) {
            send(round, call, call.byText(script));
        } else {
            LOG.warnf("redis refused a decision why=%s", cause.getMessage());
            lose(line);
        }
    }

    private void watch() {
        if (line == null || line.isIdle()) {
            vertx.cancelTimer(watch);
            watch = -1;
            return;
        }
        silence.tick(System.nanoTime());
        long deadline = config.deadline().toNanos();
        if (open && silence.length() > config.patience().toNanos()) {
            lose(line);
        } else if (!open && (silence.length() > deadline || line.owesSince(silence.mark() - 2 * deadline))) {
            LOG.warnf("redis is silent, deciding locally silentMillis=%d", silence.length() / 1_000_000);
            abandonAll();
        }
    }

    private void ping() {
        if (line != null && line.isIdle()) {
            var sign = new Call(null, List.of(), silence.mark());
            send(line.beginRound(1), sign, Request.cmd(Command.PING));
        }
    }

    /** Made here, on this loop, the client has its connection on this loop too: what delays one delays the other. */
    private void connect() {
        if (stopped) {
            return;
        }
        var client = clients.get();
        long giveUp = vertx.setTimer(LONGEST_CONNECT_MILLIS, _ -> client.close());
        client.connect()
                .compose(connection -> connection.send(script.load()).map(connection))
                .onComplete(attempt -> {
                    vertx.cancelTimer(giveUp);
                    onConnect(client, attempt);
                    firstAttempt.tryComplete();
                });
    }

    private void onConnect(Redis client, AsyncResult<RedisConnection> attempt) {
        if (attempt.succeeded() && !stopped) {
            line = new Line(client, attempt.result(), this::lose);
            close();
        } else {
            client.close();
            vertx.setTimer(config.patience().toMillis(), _ -> connect());
        }
    }

    private void lose(Line lost) {
        if (lost == line && line != null) {
            LOG.warn("connection to redis lost or given up, connecting anew");
            dropLine();
            vertx.setTimer(config.patience().toMillis(), _ -> connect());
        }
    }

    private void dropLine() {
        abandonAll();
        if (line != null) {
            var dropped = line;
            line = null;
            dropped.close();
        }
    }

    private void close() {
        if (open) {
            open = false;
            LOG.info("redis answers, deciding exactly");
        }
    }

    private void abandonAll() {
        open = true;
        if (line != null) {
            line.owed().forEach(call -> call.abandon(this::fallBack));
        }
        waiting.takeAll().forEach(this::fallBack);
    }

    private void fallBack(Flight flight) {
        flight.settle(fallback.decide(flight.demand()));
    }
}
