package io.bureau.kit.ratelimit;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.InternalCallConfig;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Asks ratelimit-service. Decisions that come together travel together, at most two batches at a time; a bucket that was
 * denied is not asked for again before it can possibly have recovered. Nothing that admits is ever remembered.
 */
@ApplicationScoped
public class RateLimits {

    private static final int BATCH = 64;
    private static final int IN_FLIGHT = 2;
    private static final int MOST_WAITING = 8_192;
    private static final Logger LOG = Logger.getLogger(RateLimits.class);

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

    private record Pending(
            Decision decision, Policy policy, Limit limit, long since, UniEmitter<? super Verdict> asker) {}

    private final InternalClients clients;
    private final DeniedBuckets denied = new DeniedBuckets(System::nanoTime);
    private final Queue<Pending> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicInteger inFlight = new AtomicInteger();

    private final Duration deadline;

    RateLimits(InternalClients clients, InternalCallConfig config) {
        this.clients = clients;
        this.deadline = config.deadline();
    }

    /**
     * Takes one unit from the bucket {@code key} of {@code policy}.
     *
     * @return the verdict; fails with 503 {@code DEPENDENCY_UNAVAILABLE} if ratelimit-service does not answer in time, the
     *     wait for a place in a batch included
     */
    public Uni<Verdict> decide(Policy policy, String key, Limit limit) {
        var remembered = denied.verdict(policy, key, limit);
        if (remembered != null) {
            return Uni.createFrom().item(remembered);
        }
        var limits = new Limits(limit.requests(), limit.window().toSeconds());
        var decision = new Decision(policy.id(), key, 1, limits, Ids.next("dec"));
        Uni<Verdict> verdict = Uni.createFrom().emitter(asker -> {
            if (waiting.offer(new Pending(decision, policy, limit, System.nanoTime(), asker))) {
                send();
            } else {
                asker.fail(away());
            }
        });
        return OwnContext.resume(verdict.ifNoItem().after(deadline).failWith(RateLimits::away));
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
        Uni.createFrom()
                .deferred(() -> clients.to(Service.RATELIMIT).post("/internal/decisions", question, Answer.class))
                .eventually(() -> {
                    inFlight.decrementAndGet();
                    send();
                })
                .subscribe()
                .with(
                        answer -> deliver(batch, answer, asked),
                        failure -> batch.forEach(pending -> pending.asker().fail(failure)));
    }

    /** Everyone hears something: an answer of another length can be attributed to nobody, and is no answer. */
    private void deliver(List<Pending> batch, Answer answer, long asked) {
        var outcomes = answer.decisions();
        if (outcomes == null || outcomes.size() != batch.size()) {
            LOG.errorf("rate-limit answer does not fit its question asked=%d", batch.size());
            batch.forEach(pending -> pending.asker().fail(away()));
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            deliver(batch.get(i), outcomes.get(i), asked);
        }
    }

    private void deliver(Pending pending, Outcome outcome, long asked) {
        if (outcome == null) {
            pending.asker().fail(away());
            return;
        }
        var verdict = toVerdict(outcome, pending.limit());
        denied.remember(pending.policy(), pending.decision().key(), verdict, asked);
        pending.asker().complete(verdict);
    }

    private static ApiException away() {
        return ApiException.dependencyUnavailable("A part of Bureau is not answering; try again in a moment");
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

    /** Leaves out whoever has been told already that it took too long: to decide for them would charge them for nothing. */
    private List<Pending> nextBatch() {
        var batch = new ArrayList<Pending>(BATCH);
        long oldest = System.nanoTime() - deadline.toNanos();
        for (var next = waiting.poll(); next != null; next = batch.size() < BATCH ? waiting.poll() : null) {
            if (next.since() - oldest > 0) {
                batch.add(next);
            }
        }
        return batch;
    }

    private boolean acquire() {
        int before = inFlight.getAndUpdate(now -> now < IN_FLIGHT ? now + 1 : now);
        return before < IN_FLIGHT;
    }
}
