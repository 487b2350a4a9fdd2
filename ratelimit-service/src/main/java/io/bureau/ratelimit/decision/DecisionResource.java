package io.bureau.ratelimit.decision;

import io.bureau.kit.error.ApiException;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Decisions for the other services, in batches. A batch with anything malformed in it is refused as a whole. */
@Path("/internal/decisions")
@HttpAuthenticationMechanism("internal")
@RolesAllowed({"identity-service", "apikey-service", "desktops-service"})
class DecisionResource {

    private static final int MOST_DECISIONS = 64;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_MILLI = 1_000;

    record Batch(List<Entry> decisions) {}

    /**
     * @param cost 1 if absent; 0 only asks
     * @param id makes a repetition harmless; may be absent
     */
    record Entry(String policy, String key, Integer cost, LimitEntry limit, String id) {}

    record LimitEntry(int requests, int windowSeconds) {}

    record Answer(List<Decided> decisions) {}

    /**
     * Waits are rounded up, and absent where there is nothing to wait for.
     *
     * @param resetSeconds until the whole limit is free again
     * @param retryAfterSeconds at least 1
     */
    record Decided(
            boolean allowed,
            int limit,
            int remaining,
            long resetSeconds,
            Long retryAfterSeconds,
            Long retryAfterMillis,
            boolean degraded) {}

    private final Decisions decisions;

    DecisionResource(Decisions decisions) {
        this.decisions = decisions;
    }

    @POST
    public Uni<Answer> decide(Batch batch) {
        return decisions.decide(demands(batch)).map(DecisionResource::answer);
    }

    private static List<Demand> demands(Batch batch) {
        var entries = batch == null ? null : batch.decisions();
        if (entries == null || entries.isEmpty() || entries.size() > MOST_DECISIONS) {
            throw ApiException.invalid("decisions", "must be 1 to " + MOST_DECISIONS + " decisions");
        }
        return IntStream.range(0, entries.size())
                .mapToObj(i -> demand(entries.get(i), "decisions[" + i + "]"))
                .toList();
    }

    private static Demand demand(Entry entry, String path) {
        if (entry == null) {
            throw ApiException.invalid(path, "must be a decision");
        }
        if (entry.limit() == null) {
            throw ApiException.invalid(path + ".limit", "is missing");
        }
        try {
            return new Demand(
                    new Bucket(entry.policy(), entry.key()),
                    new Limit(entry.limit().requests(), entry.limit().windowSeconds()),
                    entry.cost() == null ? 1 : entry.cost(),
                    Optional.ofNullable(entry.id()));
        } catch (Unacceptable refused) {
            throw ApiException.invalid(path + "." + refused.field(), refused.why());
        }
    }

    private static Answer answer(List<Verdict> verdicts) {
        return new Answer(verdicts.stream().map(DecisionResource::decided).toList());
    }

    private static Decided decided(Verdict verdict) {
        boolean waits = verdict.retryMicros() != Verdict.NOTHING_TO_WAIT_FOR;
        return new Decided(
                verdict.allowed(),
                verdict.limit(),
                verdict.remaining(),
                roundUp(verdict.resetMicros(), MICROS_PER_SECOND),
                waits ? Math.max(1, roundUp(verdict.retryMicros(), MICROS_PER_SECOND)) : null,
                waits ? Math.max(1, roundUp(verdict.retryMicros(), MICROS_PER_MILLI)) : null,
                verdict.degraded());
    }

    private static long roundUp(long micros, long unit) {
        return (micros + unit - 1) / unit;
    }
}
