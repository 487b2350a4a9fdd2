package io.bureau.ratelimit.decision;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/** What a replica of the service consists of, short of HTTP: a Vert.x, connections and an engine of its own. */
final class Replica implements AutoCloseable {

    /** Says no, and that it was asked: what it would have admitted is the subject of another test. */
    static final class CountingFallback implements Fallback {

        final AtomicInteger asked = new AtomicInteger();

        @Override
        public Verdict decide(Demand demand) {
            asked.incrementAndGet();
            return new Verdict(false, demand.limit().requests(), 0, 0, 1_000_000, true);
        }
    }

    final CountingFallback fallback = new CountingFallback();
    final DecisionEngine engine;
    private final Vertx vertx = Vertx.vertx();
    private final Redis redis;

    /** @param settings of {@link RedisConfig}, by name; defaults for the rest */
    Replica(RealRedis server, LongSupplier nowMicros, String... settings) {
        redis = server.client(vertx);
        engine = new DecisionEngine(vertx, () -> server.client(vertx), fallback, config(settings), nowMicros);
        await(engine.start().toCompletionStage().toCompletableFuture());
    }

    Replica(RealRedis server) {
        this(server, DecisionScript.CLOCK_OF_REDIS);
    }

    static RedisConfig config(String... settings) {
        var config = new SmallRyeConfigBuilder()
                .withConverter(java.time.Duration.class, 100, new io.quarkus.runtime.configuration.DurationConverter())
                .withMapping(RedisConfig.class);
        for (int i = 0; i < settings.length; i += 2) {
            config.withDefaultValue("bureau.ratelimit.redis." + settings[i], settings[i + 1]);
        }
        return config.build().getConfigMapping(RedisConfig.class);
    }

    static Demand demand(String key, int cost, Limit limit) {
        return new Demand(new Bucket("api", key), limit, cost, Optional.empty());
    }

    static Demand demand(String key, int cost, Limit limit, String id) {
        return new Demand(new Bucket("api", key), limit, cost, Optional.of(id));
    }

    CompletableFuture<List<Verdict>> later(Demand... demands) {
        return engine.decide(List.of(demands)).toCompletionStage().toCompletableFuture();
    }

    Verdict decide(Demand demand) {
        return await(later(demand)).getFirst();
    }

    List<Verdict> decideTogether(Demand... demands) {
        return await(later(demands));
    }

    void send(io.vertx.redis.client.Request request) {
        await(redis.send(request).toCompletionStage().toCompletableFuture());
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(5, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        engine.stop();
        redis.close();
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }
}
