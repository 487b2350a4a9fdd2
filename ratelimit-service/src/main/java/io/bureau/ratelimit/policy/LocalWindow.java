package io.bureau.ratelimit.policy;

import io.bureau.ratelimit.decision.Limit;
import io.bureau.ratelimit.decision.Verdict;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The sliding window of one bucket in this process's memory. Units are kept per slot, a 64th of the window, and count
 * until the end of their slot has left: never too early, at most a slot late, in little memory whatever the limit.
 */
final class LocalWindow {

    private static final int SLOTS = 64;

    private record Slot(long number, int units) {}

    private final Limit limit;
    private final long windowMicros;
    private final long slotMicros;
    private final Deque<Slot> slots = new ArrayDeque<>(2);
    private int total;

    LocalWindow(Limit limit) {
        this.limit = limit;
        this.windowMicros = limit.windowSeconds() * 1_000_000L;
        this.slotMicros = windowMicros / SLOTS;
    }

    /** @param cap the units this replica may admit per window on its own; at least {@code cost} */
    synchronized Verdict decide(int cost, int cap, long nowMicros) {
        while (!slots.isEmpty() && leaves(slots.getFirst()) <= nowMicros) {
            total -= slots.removeFirst().units();
        }
        boolean allowed = total + cost <= cap;
        if (allowed && cost > 0) {
            charge(cost, nowMicros / slotMicros);
        }
        boolean full = cost == 0 && total >= cap;
        long retry = allowed && !full
                ? Verdict.NOTHING_TO_WAIT_FOR
                : timeWhenFree(total + Math.max(cost, 1) - cap) - nowMicros;
        long reset = slots.isEmpty() ? 0 : leaves(slots.getLast()) - nowMicros;
        return new Verdict(allowed, limit.requests(), Math.max(0, cap - total), reset, retry, true);
    }

    private void charge(int cost, long slot) {
        int units = cost;
        if (!slots.isEmpty() && slots.getLast().number() == slot) {
            units += slots.removeLast().units();
        }
        slots.addLast(new Slot(slot, units));
        total += cost;
    }

    private long timeWhenFree(int units) {
        int freed = 0;
        for (var slot : slots) {
            freed += slot.units();
            if (freed >= units) {
                return leaves(slot);
            }
        }
        throw new IllegalStateException("more units than the window holds: " + units);
    }

    private long leaves(Slot slot) {
        return (slot.number() + 1) * slotMicros + windowMicros;
    }
}
