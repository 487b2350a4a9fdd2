package io.bureau.ratelimit.decision;

import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.function.Consumer;

/** One call of the script for one group, or, with no flights, a mere sign of life. Used on its lane's loop only. */
final class Call {

    private final Group group;
    private final List<Flight> flights;
    private final long askedAt;
    private boolean settled;

    /** @param askedAt a {@link Silence#mark()} */
    Call(Group group, List<Flight> flights, long askedAt) {
        this.group = group;
        this.flights = flights;
        this.askedAt = askedAt;
    }

    long askedAt() {
        return askedAt;
    }

    boolean isSettled() {
        return settled;
    }

    Request byDigest(DecisionScript script) {
        return script.byDigest(group, demands());
    }

    Request byText(DecisionScript script) {
        return script.byText(group, demands());
    }

    /** Settles each flight by Redis's answer, unless that came too late. */
    void settle(Response answer) {
        if (settled) {
            return;
        }
        settled = true;
        for (int i = 0; i < flights.size(); i++) {
            flights.get(i).settle(DecisionScript.read(answer, i, group.limit()));
        }
    }

    /** Gives up on Redis's answer. The call itself may still be carried out: at worst it charges, it never admits twice. */
    void abandon(Consumer<Flight> fallback) {
        if (settled) {
            return;
        }
        settled = true;
        flights.forEach(fallback);
    }

    private List<Demand> demands() {
        return flights.stream().map(Flight::demand).toList();
    }
}
