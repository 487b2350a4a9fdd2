package io.bureau.ratelimit.decision;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.redis.client.Redis;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Decides batches of demands. One bucket always takes the same lane, so that its demands can be decided together. */
final class DecisionEngine {

    private final List<Lane> lanes;

    /**
     * @param clients a new client at each call
     * @param nowMicros {@link DecisionScript#CLOCK_OF_REDIS}, but for tests of time itself
     */
    DecisionEngine(
            Vertx vertx, Supplier<Redis> clients, Fallback fallback, RedisConfig config, LongSupplier nowMicros) {
        var script = new DecisionScript(config.decisionMemory(), nowMicros);
        lanes = IntStream.range(0, config.lanes())
                .mapToObj(_ -> ((VertxInternal) vertx).createEventLoopContext())
                .map(loop -> new Lane(vertx, loop, clients, script, fallback, config))
                .toList();
    }

    /** Connects; the future completes after each lane's first attempt, however it went. */
    Future<Void> start() {
        return Future.join(lanes.stream().map(Lane::start).toList()).mapEmpty();
    }

    void stop() {
        lanes.forEach(Lane::stop);
    }

    /** The verdicts in the order of the demands. Never fails. May complete on another thread than the caller's. */
    Future<List<Verdict>> decide(List<Demand> demands) {
        if (demands.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        var answers = new Answers(demands.size());
        var byLane = IntStream.range(0, lanes.size())
                .mapToObj(_ -> new ArrayList<Flight>())
                .toList();
        for (int i = 0; i < demands.size(); i++) {
            var demand = demands.get(i);
            byLane.get(Math.floorMod(demand.bucket().hashCode(), lanes.size())).add(new Flight(demand, i, answers));
        }
        for (int i = 0; i < lanes.size(); i++) {
            if (!byLane.get(i).isEmpty()) {
                lanes.get(i).accept(byLane.get(i));
            }
        }
        return answers.future();
    }

    /** How many lanes take Redis for absent. */
    int openBreakers() {
        return (int) lanes.stream().filter(Lane::isOpen).count();
    }
}
