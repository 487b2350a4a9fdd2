package io.bureau.desktops.desktop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is to be done about spares so that there are as many as wanted. */
record Refill(List<Kind> make, List<String> discard) {

    /** The best first: those that run, the longest of them, then those on their way, and what failed last. */
    private static final Comparator<StoredDesktop> BEST_FIRST = Comparator.<StoredDesktop>comparingInt(
                    spare -> switch (spare.status) {
                        case RUNNING -> 0;
                        case BOOTING -> 1;
                        case PENDING -> 2;
                        default -> 3;
                    })
            .thenComparing(spare -> spare.createdAt)
            .thenComparing(spare -> spare.id);

    /**
     * @param spares all there are but those on their way out
     * @param atOnce how many may be on their way at a time
     * @param retry what has failed until then is tried anew; until it is, it keeps its place
     */
    static Refill of(Map<Kind, Integer> wanted, List<StoredDesktop> spares, int atOnce, Instant retry) {
        var kept = new HashMap<Kind, Integer>();
        var discard = new ArrayList<String>();
        int onTheWay = 0;
        for (var spare : spares.stream().sorted(BEST_FIRST).toList()) {
            int before = kept.getOrDefault(spare.kind(), 0);
            if (isOfUse(spare, retry) && before < wanted.getOrDefault(spare.kind(), 0)) {
                kept.put(spare.kind(), before + 1);
                onTheWay += spare.status.isOnTheWay() ? 1 : 0;
            } else {
                discard.add(spare.id);
            }
        }
        var missing = new ArrayList<Kind>();
        wanted.forEach((kind, count) -> missing.addAll(Collections.nCopies(count - kept.getOrDefault(kind, 0), kind)));
        return new Refill(List.copyOf(missing.subList(0, Math.clamp(atOnce - onTheWay, 0, missing.size()))), discard);
    }

    private static boolean isOfUse(StoredDesktop spare, Instant retry) {
        return switch (spare.status) {
            case PENDING, BOOTING, RUNNING -> true;
            case ERROR -> spare.statusSince.isAfter(retry);
            case STOPPING, STOPPED, DESTROYING, DESTROYED -> false;
        };
    }
}
