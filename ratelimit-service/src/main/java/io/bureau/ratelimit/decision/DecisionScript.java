package io.bureau.ratelimit.decision;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Writes a group's demands as one call of {@code decide.lua}, and reads its answer. */
final class DecisionScript {

    /** Says that Redis's own clock counts. */
    static final LongSupplier CLOCK_OF_REDIS = () -> -1;

    private static final int FIELDS = 4;

    private final RedisScript script = RedisScript.load("decide.lua");
    private final String memoryMillis;
    private final LongSupplier nowMicros;

    /**
     * @param memory how long the verdict on a demand with an id is remembered
     * @param nowMicros the time in microseconds; only a test has anything but {@link #CLOCK_OF_REDIS} here
     */
    DecisionScript(Duration memory, LongSupplier nowMicros) {
        this.memoryMillis = Long.toString(memory.toMillis());
        this.nowMicros = nowMicros;
    }

    Request byDigest(Group group, List<Demand> demands) {
        return withArguments(script.evalsha(), group, demands);
    }

    /** The same call for a Redis that does not know the script; it does afterwards. */
    Request byText(Group group, List<Demand> demands) {
        return withArguments(script.eval(), group, demands);
    }

    Request load() {
        return Request.cmd(Command.SCRIPT).arg("LOAD").arg(script.text());
    }

    private Request withArguments(Request call, Group group, List<Demand> demands) {
        var ids = demands.stream().flatMap(demand -> demand.id().stream()).toList();
        call.arg(1 + ids.size()).arg(group.bucket().redisKey());
        ids.forEach(id -> call.arg(group.bucket().verdictKey(id)));
        long now = nowMicros.getAsLong();
        call.arg(now < 0 ? "" : Long.toString(now))
                .arg(group.limit().requests())
                .arg(group.limit().windowSeconds())
                .arg(memoryMillis);
        demands.forEach(demand -> call.arg(demand.cost()).arg(demand.id().isPresent() ? "1" : "0"));
        return call;
    }

    /** The verdict on the demand at {@code index} of the call that {@code answer} belongs to. */
    static Verdict read(Response answer, int index, Limit limit) {
        int at = 1 + index * FIELDS;
        return new Verdict(
                answer.get(at).toInteger() == 1,
                limit.requests(),
                answer.get(at + 1).toInteger(),
                answer.get(at + 2).toLong(),
                answer.get(at + 3).toLong(),
                false);
    }
}
