package io.bureau.ratelimit.decision;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Clients for the lanes, set up as {@code quarkus.redis} says. A lane has one of its own, since a client keeps all its
 * connections on one event loop: the one it is made on.
 */
@ApplicationScoped
class RedisClients implements RedisOptionsCustomizer {

    private volatile RedisOptions options;

    /** Reads the options with which Quarkus makes its own client, which it does before the service starts. */
    @Override
    public void customize(String clientName, RedisOptions options) {
        this.options = new RedisOptions(options);
    }

    /** A new client, bound to the event loop it is made on. */
    Redis create(Vertx vertx) {
        return Redis.createClient(vertx, new RedisOptions(options));
    }
}
