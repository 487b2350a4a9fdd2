package io.bureau.ratelimit.decision;

import static io.bureau.ratelimit.decision.Replica.demand;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Random schedules against a plain list of times. A failure names its seed. */
class DecisionPropertyTest {

    private static final long SECOND = 1_000_000;
    private static final long RUN = Long.getLong("ratelimit.seed", System.nanoTime());
    private static final int STEPS = 80;

    private static RealRedis redis;
    private static Replica replica;
    private static final AtomicLong NOW = new AtomicLong(1_800_000_000L * SECOND);

    @BeforeAll
    static void start() {
        redis = new RealRedis();
        replica = new Replica(redis, NOW::get, "deadline", "5s");
        System.out.println("DecisionPropertyTest -Dratelimit.seed=" + RUN);
    }

    @AfterAll
    static void stop() {
        replica.close();
        redis.close();
    }

    /** The contract, written as plainly as can be: every admitted unit's time, and counting. */
    private static final class Model {

        final long window;
        final List<Long> admitted = new ArrayList<>();

        Model(long window) {
            this.window = window;
        }

        long now() {
            return admitted.isEmpty() ? NOW.get() : Math.max(NOW.get(), admitted.getLast());
        }

        /** Units younger than a window before {@code now}. */
        int sum(long now) {
            return (int) admitted.stream().filter(time -> time > now - window).count();
        }

        Verdict decide(int cost, int limit) {
            long now = now();
            int sum = sum(now);
            if (sum + cost > limit) {
                var inside =
                        admitted.stream().filter(time -> time > now - window).toList();
                long free = inside.get(sum + Math.max(1, cost) - limit - 1) + window;
                return verdict(false, limit, sum, free - NOW.get());
            }
            for (int i = 0; i < cost; i++) {
                admitted.add(now);
            }
            boolean fullPeek = cost == 0 && sum == limit;
            return verdict(
                    true,
                    limit,
                    sum + cost,
                    fullPeek
                            ? admitted.stream()
                                            .filter(time -> time > now - window)
                                            .findFirst()
                                            .orElseThrow()
                                    + window
                                    - NOW.get()
                            : -1);
        }

        private Verdict verdict(boolean allowed, int limit, int sum, long retry) {
            long reset = sum == 0 ? 0 : admitted.getLast() + window - NOW.get();
            return new Verdict(allowed, limit, Math.max(0, limit - sum), Math.max(0, reset), retry, false);
        }
    }

    @RepeatedTest(60)
    void a10_theFineFormIsExactlyTheModel(RepetitionInfo repetition) {
        long seed = RUN + repetition.getCurrentRepetition();
        var random = new Random(seed);
        int windowSeconds = random.nextInt(1, 20);
        var model = new Model(windowSeconds * SECOND);
        var key = UUID.randomUUID().toString();
        int requests = random.nextInt(1, 40);
        for (int step = 0; step < STEPS; step++) {
            moveClock(random, model);
            if (random.nextInt(15) == 0) {
                requests = random.nextInt(1, 40);
            }
            var demands = new Demand[random.nextInt(1, 5)];
            for (int i = 0; i < demands.length; i++) {
                demands[i] = demand(
                        key, random.nextInt(requests / 2 + 2) % (requests + 1), new Limit(requests, windowSeconds));
            }
            int limit = requests;
            var expected = java.util.Arrays.stream(demands)
                    .map(demand -> model.decide(demand.cost(), limit))
                    .toList();

            assertEquals(expected, replica.decideTogether(demands), "seed " + seed + " step " + step);
        }
    }

    @RepeatedTest(30)
    void a10_theCoarseFormNeverOverAdmitsAndReleasesAtMostASecondLate(RepetitionInfo repetition) {
        long seed = RUN - repetition.getCurrentRepetition();
        var random = new Random(seed);
        int windowSeconds = random.nextInt(1, 8);
        var limit = new Limit(random.nextInt(513, 700), windowSeconds);
        var model = new Model(windowSeconds * SECOND);
        var key = UUID.randomUUID().toString();
        for (int step = 0; step < STEPS; step++) {
            moveClock(random, model);
            int cost = random.nextInt(1, 300);
            long now = model.now();
            var verdict = replica.decide(demand(key, cost, limit));
            if (verdict.allowed()) {
                assertTrue(model.sum(now) + cost <= limit.requests(), "over-admitted, seed " + seed + " step " + step);
                for (int i = 0; i < cost; i++) {
                    model.admitted.add(now);
                }
            } else {
                assertTrue(
                        model.sum(now - SECOND) + cost > limit.requests(),
                        "released too late, seed " + seed + " step " + step);
            }
        }
    }

    private static void moveClock(Random random, Model model) {
        switch (random.nextInt(10)) {
            case 0 -> NOW.addAndGet(-random.nextLong(2 * SECOND));
            case 1 -> NOW.addAndGet(random.nextLong(model.window));
            case 2, 3 -> toAnEdge(random, model);
            case 4 -> {}
            default -> NOW.addAndGet(random.nextLong(SECOND / 2));
        }
    }

    /** To the microsecond at which some unit leaves, or one beside it. */
    private static void toAnEdge(Random random, Model model) {
        if (!model.admitted.isEmpty()) {
            long unit = model.admitted.get(random.nextInt(model.admitted.size()));
            NOW.accumulateAndGet(unit + model.window + random.nextInt(-1, 2), Math::max);
        }
    }
}
