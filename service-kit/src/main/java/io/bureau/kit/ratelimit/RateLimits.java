package io.bureau.kit.ratelimit;

import io.bureau.kit.http.InternalClients;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.http.Service;
import io.bureau.kit.id.Ids;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks ratelimit-service. Decisions that come together travel together, at most two batches at a time; a bucket that was
 * denied is not asked for again before it can possibly have recovered. Nothing that admits is ever remembered.
 */
@ApplicationScoped
public class RateLimits {

    private static final int BATCH = 64;
    private static final int IN_FLIGHT = 2;

    record Question(List<Decision> decisions) {}

    record Decision(String policy, String key, int cost, Limits limit, String id) {}

    record Limits(int requests, long windowSeconds) {}

    record Answer(List<Outcome> decisions) {}

    record Outcome(
            boolean allowed,
            int limit,
            int remaining,
            long resetSeconds,
            Long retryAfterSeconds,
            Long retryAfterMillis,
            boolean degraded) {}

    private record Pending(Decision decision, Policy policy, Limit limit, UniEmitter<? super Verdict> asker) {}

    private final InternalClients clients;
    private final DeniedBuckets denied = new DeniedBuckets(System::nanoTime);
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger inFlight = new AtomicInteger();

    RateLimits(InternalClients clients) {
        this.clients = clients;
    }

    /**
     * Takes one unit from the bucket {@code key} of {@code policy}.
     *
     * @return the verdict; fails with 503 {@code DEPENDENCY_UNAVAILABLE} if ratelimit-service does not answer
     */
    public Uni<Verdict> decide(Policy policy, String key, Limit limit) {
        var remembered = denied.verdict(policy, key, limit);
        if (remembered != null) {
            return Uni.createFrom().item(remembered);
        }
        var limits = new Limits(limit.requests(), limit.window().toSeconds());
        var decision = new Decision(policy.id(), key, 1, limits, Ids.next("dec"));
        Uni<Verdict> verdict = Uni.createFrom().emitter(asker -> {
            waiting.add(new Pending(decision, policy, limit, asker));
            send();
        });
        return OwnContext.resume(verdict);
    }

    private void send() {
        while (!waiting.isEmpty() && acquire()) {
            var batch = nextBatch();
            if (batch.isEmpty()) {
                inFlight.decrementAndGet();
            } else {
                ask(batch);
            }
        }
    }

    private void ask(List<Pending> batch) {
        long asked = System.nanoTime();
        var question = new Question(batch.stream().map(Pending::decision).toList());
        clients.to(Service.RATELIMIT)
                .post("/internal/decisions", question, Answer.class)
                .eventually(() -> {
                    inFlight.decrementAndGet();
                    send();
                })
                .subscribe()
                .with(
                        answer -> deliver(batch, answer, asked),
                        failure -> batch.forEach(pending -> pending.asker().fail(failure)));
    }

    private void deliver(List<Pending> batch, Answer answer, long asked) {
        for (int i = 0; i < batch.size(); i++) {
            var pending = batch.get(i);
            var verdict = toVerdict(answer.decisions().get(i), pending.limit());
            denied.remember(pending.policy(), pending.decision().key(), verdict, asked);
            pending.asker().complete(verdict);
        }
    }

    private static Verdict toVerdict(Outcome outcome, Limit limit) {
        return new Verdict(
                outcome.allowed(),
                limit,
                outcome.remaining(),
                Duration.ofSeconds(outcome.resetSeconds()),
                outcome.allowed() ? null : retryAfter(outcome),
                outcome.degraded());
    }

    private static Duration retryAfter(Outcome outcome) {
        if (outcome.retryAfterMillis() != null) {
            return Duration.ofMillis(outcome.retryAfterMillis());
        }
        return Duration.ofSeconds(outcome.retryAfterSeconds() == null ? 1 : outcome.retryAfterSeconds());
    }

    private List<Pending> nextBatch() {
        var batch = new ArrayList<Pending>(BATCH);
        for (var next = waiting.poll(); next != null; next = batch.size() < BATCH ? waiting.poll() : null) {
            batch.add(next);
        }
        return batch;
    }

    private boolean acquire() {
        int before = inFlight.getAndUpdate(now -> now < IN_FLIGHT ? now + 1 : now);
        return before < IN_FLIGHT;
    }
}
