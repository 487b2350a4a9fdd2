package io.bureau.ratelimit.decision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Demands that will leave with the next round, grouped by what one call can decide. Bounded; not thread-safe. */
final class Waiting {

    private static final int MOST = 20_000;

    private final Map<Group, List<Flight>> groups = new LinkedHashMap<>();
    private int size;

    boolean isEmpty() {
        return groups.isEmpty();
    }

    boolean isFull() {
        return size >= MOST;
    }

    void add(Flight flight) {
        groups.computeIfAbsent(Group.of(flight.demand()), _ -> new ArrayList<>(1))
                .add(flight);
        size++;
    }

    /** The calls for the groups that came first. */
    List<Call> take(int most, long mark) {
        var calls = new ArrayList<Call>();
        var oldestFirst = groups.entrySet().iterator();
        while (oldestFirst.hasNext() && calls.size() < most) {
            var group = oldestFirst.next();
            calls.add(new Call(group.getKey(), group.getValue(), mark));
            size -= group.getValue().size();
            oldestFirst.remove();
        }
        return calls;
    }

    List<Flight> takeAll() {
        var flights = groups.values().stream().flatMap(List::stream).toList();
        groups.clear();
        size = 0;
        return flights;
    }
}
