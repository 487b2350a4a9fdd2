package io.bureau.desktops.screen;

import io.bureau.desktops.desktop.Intent;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.RecentEnds;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationListener;
import io.bureau.kit.revocation.RevocationTail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The actions on each desktop, in the order in which they were asked for. A revocation cuts off what its credential has asked for,
 * waiting or under way, but not what was asked for by a credential that was looked up after it.
 */
@ApplicationScoped
class Turns implements RevocationListener {

    private static final Logger LOG = Logger.getLogger(Turns.class);

    private record Line(Turn last, int length) {}

    private final int most;
    private final RecentEnds ends;
    private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
    private final Map<Turn.Place, Line> lines = new HashMap<>();

    @Inject
    Turns(ScreenConfig config, RevocationTail revocations) {
        this(config.waiting(), revocations::seen);
    }

    /**
     * @param most how many may wait in one place
     * @param seen the number of revocations and gaps so far; while one is being told of, its own number
     */
    Turns(int most, LongSupplier seen) {
        this.most = most;
        this.ends = new RecentEnds(seen);
    }

    /**
     * The next turn in this place. Must be given back.
     *
     * @throws ApiException 429 if too many wait already
     */
    Turn take(Turn.Place place, Principal principal, long asOf, Intent intent) {
        var turn = append(place, principal, asOf, intent);
        turns.add(turn);
        if (ends.hasEnded(turn)) {
            cut(turn, ApiException.unauthorized(true));
        }
        if (ends.isUnsure(turn)) {
            cut(turn, unsure());
        }
        return turn;
    }

    void giveBack(Turn turn) {
        turn.end();
        turns.remove(turn);
        synchronized (lines) {
            lines.computeIfPresent(
                    turn.place(), (_, line) -> line.length() == 1 ? null : new Line(line.last(), line.length() - 1));
        }
    }

    /** The screen does not answer: who waits for his turn there does not find out one after the other. */
    void lost(Turn.Place place, ApiException why) {
        turns.stream()
                .filter(turn -> turn.place().equals(place))
                .filter(Turn::isWaiting)
                .forEach(turn -> turn.cut(why));
    }

    /** Those that are on this desktop now, waiting or under way. */
    List<Turn> on(String desktopId) {
        return turns.stream()
                .filter(turn -> turn.place().desktopId().equals(desktopId))
                .toList();
    }

    @Override
    public void onRevocation(Revocation revocation) {
        ends.heard(revocation).ifPresent(which -> cut(which, ApiException.unauthorized(true)));
    }

    /** Whose credential was revoked meanwhile nobody can say, so nothing goes on. */
    @Override
    public void onGap() {
        ends.gap();
        cut(ends::isUnsure, unsure());
    }

    private Turn append(Turn.Place place, Principal principal, long asOf, Intent intent) {
        synchronized (lines) {
            var line = lines.getOrDefault(place, new Line(null, 0));
            if (line.length() > most) {
                LOG.infof(
                        "too many actions credential=%s desktop=%s",
                        principal.credential().id(), place.desktopId());
                throw ApiException.rateLimited(Duration.ofSeconds(1));
            }
            var turn = new Turn(place, principal, asOf, intent, line.last());
            lines.put(place, new Line(turn, line.length() + 1));
            return turn;
        }
    }

    private static ApiException unsure() {
        return ApiException.dependencyUnavailable("Credentials cannot be checked now, so the action was ended");
    }

    private void cut(Predicate<? super Turn> which, ApiException why) {
        turns.stream().filter(which).forEach(turn -> cut(turn, why));
    }

    private static void cut(Turn turn, ApiException why) {
        LOG.infof(
                "action cut off credential=%s desktop=%s why=%s",
                turn.principal().credential().id(), turn.place().desktopId(), why.code());
        turn.cut(why);
    }
}
