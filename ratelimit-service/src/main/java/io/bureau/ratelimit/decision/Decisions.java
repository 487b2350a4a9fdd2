package io.bureau.ratelimit.decision;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** The engine in its service: started and stopped with it, and counted. */
@ApplicationScoped
class Decisions {

    private static final Logger LOG = Logger.getLogger(Decisions.class);

    private final DecisionEngine engine;
    private final RedisConfig config;
    private final DecisionMetrics metrics;

    Decisions(
            Vertx vertx,
            RedisClients clients,
            Fallback fallback,
            RedisConfig config,
            DecisionMetrics metrics,
            MeterRegistry registry) {
        this.engine =
                new DecisionEngine(vertx, () -> clients.create(vertx), fallback, config, DecisionScript.CLOCK_OF_REDIS);
        this.config = config;
        this.metrics = metrics;
        registry.gauge("bureau.ratelimit.breakers.open", engine, DecisionEngine::openBreakers);
    }

    /** Waits for Redis a moment, so that a replica's first decisions are exact; without it, it starts all the same. */
    void start(@Observes StartupEvent event) throws InterruptedException {
        try {
            engine.start()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(config.startPatience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException late) {
            LOG.warn("redis does not answer yet, deciding locally");
        }
    }

    void stop(@Observes ShutdownEvent event) {
        engine.stop();
    }

    /** The verdicts in the order of the demands. Never fails for want of Redis. */
    Uni<List<Verdict>> decide(List<Demand> demands) {
        return Uni.createFrom()
                .completionStage(() -> engine.decide(demands).toCompletionStage())
                .invoke(verdicts -> metrics.count(demands, verdicts));
    }
}
