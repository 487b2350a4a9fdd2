package io.bureau.kit.principal;

import io.bureau.kit.id.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Uses of keys on their way to the store, added up. What was taken stays the report at hand until it is settled, so that
 * sending it twice counts once; meanwhile new uses gather behind it, in bounded memory.
 */
public final class GatheredKeyUses {

    /** Beyond so many kinds of use, addresses are no longer told apart. */
    private static final int MOST = 10_000;

    private record Kind(String keyId, Instant hour, String ip, String capability, int status) {

        static Kind of(KeyUse use) {
            return new Kind(
                    use.keyId(), use.at().truncatedTo(ChronoUnit.HOURS), use.ip(), use.capability(), use.status());
        }

        Kind fromAnywhere() {
            return new Kind(keyId, hour, null, capability, status);
        }
    }

    private record Tally(long count, Instant last) {

        Tally and(Tally other) {
            return new Tally(count + other.count, other.last.isAfter(last) ? other.last : last);
        }
    }

    private final Map<Kind, Tally> gathered = new ConcurrentHashMap<>();
    private KeyUseReport atHand;

    public void add(KeyUse use) {
        var kind = Kind.of(use);
        boolean room = gathered.size() < MOST || gathered.containsKey(kind);
        gathered.merge(room ? kind : kind.fromAnywhere(), new Tally(1, use.at()), Tally::and);
    }

    /** The report to send now: the one that is not settled yet, or else what has gathered; empty if nothing has. */
    public synchronized Optional<KeyUseReport> report() {
        if (atHand == null) {
            atHand = take();
        }
        return Optional.ofNullable(atHand);
    }

    /** The report has arrived, or never will. */
    public synchronized void settle(KeyUseReport report) {
        if (atHand != null && atHand.id().equals(report.id())) {
            atHand = null;
        }
    }

    private KeyUseReport take() {
        var uses = new ArrayList<KeyUseReport.Uses>();
        for (var kind : gathered.keySet()) {
            var tally = gathered.remove(kind);
            if (tally != null) {
                uses.add(new KeyUseReport.Uses(
                        kind.keyId(), tally.last(), kind.ip(), kind.capability(), kind.status(), tally.count()));
            }
        }
        return uses.isEmpty() ? null : new KeyUseReport(Ids.next("rpt"), uses);
    }
}
