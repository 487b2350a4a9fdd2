package io.bureau.ratelimit.policy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** How many replicas of this service are alive, by a heartbeat in Redis; while Redis is away, how many there were. */
@ApplicationScoped
class Replicas {

    private static final Logger LOG = Logger.getLogger(Replicas.class);
    private static final String KEY = "ratelimit:{replicas}";
    private static final int LEASE_IN_HEARTBEATS = 3;

    private final Vertx vertx;
    private final Redis redis;
    private final PolicyConfig config;
    private final String id = UUID.randomUUID().toString();
    private final String script = script();
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile int known = 1;

    Replicas(Vertx vertx, Redis redis, PolicyConfig config, MeterRegistry metrics) {
        this.vertx = vertx;
        this.redis = redis;
        this.config = config;
        metrics.gauge("bureau.ratelimit.replicas", this, Replicas::known);
    }

    void start(@Observes StartupEvent event) {
        beat();
        vertx.setPeriodic(config.heartbeat().toMillis(), _ -> beat());
    }

    void stop(@Observes ShutdownEvent event) {
        redis.send(Request.cmd(Command.ZREM).arg(KEY).arg(id));
    }

    /** At least 1: this one. */
    int known() {
        return known;
    }

    private void beat() {
        if (!underWay.compareAndSet(false, true)) {
            return;
        }
        long lease = Math.max(1, config.heartbeat().toSeconds()) * LEASE_IN_HEARTBEATS;
        redis.send(Request.cmd(Command.EVAL).arg(script).arg(1).arg(KEY).arg(id).arg(lease))
                .onSuccess(count -> known = Math.max(1, count.toInteger()))
                .onFailure(failure -> LOG.debugf("heartbeat not delivered why=%s", failure.getMessage()))
                .onComplete(_ -> underWay.set(false));
    }

    private static String script() {
        try (var resource = Replicas.class.getResourceAsStream("heartbeat.lua")) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
