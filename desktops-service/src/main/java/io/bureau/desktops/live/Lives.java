package io.bureau.desktops.live;

import io.bureau.desktops.desktop.Activity;
import io.bureau.desktops.desktop.Control;
import io.bureau.desktops.desktop.ControlChanged;
import io.bureau.desktops.desktop.LiveDesktops;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.Background;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.RecentEnds;
import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.RevocationListener;
import io.bureau.kit.revocation.RevocationTail;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * What is open on desktops by way of this replica. It ends with the access of whom it is open for, and with the desktop;
 * who has control is looked at each second, and at once where it changes here.
 */
@ApplicationScoped
class Lives implements RevocationListener {

    private static final Logger LOG = Logger.getLogger(Lives.class);

    /** Somebody who is about to begin something. */
    private record Asking(Principal principal, long asOf) implements RecentEnds.Started {}

    private final LiveDesktops desktops;
    private final Activity activity;
    private final RevocationTail revocations;
    private final RecentEnds ends;
    private final Background background;
    private final LiveConfig config;
    private final Clock clock;
    private final Set<Live> open = ConcurrentHashMap.newKeySet();

    Lives(
            LiveDesktops desktops,
            Activity activity,
            RevocationTail revocations,
            Background background,
            LiveConfig config,
            Clock clock) {
        this.desktops = desktops;
        this.activity = activity;
        this.revocations = revocations;
        this.ends = new RecentEnds(revocations::seen);
        this.background = background;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A position in the stream of revocations up to which the principal is not concerned by any.
     *
     * @param asOf how many revocations had been seen before the principal's credential was looked up
     * @throws ApiException 401 if it was revoked since, 503 if that cannot be told
     */
    String position(Principal principal, long asOf) {
        var position = revocations.position().orElseThrow(Ending.UNSURE::refusal);
        var asking = new Asking(principal, asOf);
        if (ends.hasEnded(asking)) {
            throw ApiException.unauthorized(true);
        }
        if (ends.isUnsure(asking)) {
            throw Ending.UNSURE.refusal();
        }
        return position;
    }

    /**
     * Takes note of what is about to be opened.
     *
     * @throws ApiException 429 if too much is open there already
     */
    void add(Live live) {
        long there = open.stream()
                .filter(each -> each.desktopId().equals(live.desktopId()))
                .count();
        if (there >= config.atOnce()) {
            LOG.infof("too much open credential=%s desktop=%s", name(live), live.desktopId());
            throw ApiException.rateLimited(Duration.ofSeconds(1));
        }
        open.add(live);
        live.onEnd(why -> leave(live, why));
        if (ends.hasEnded(live)) {
            live.end(Ending.REVOKED);
        }
        if (ends.isUnsure(live)) {
            live.end(Ending.UNSURE);
        }
    }

    /** Learns who has control, so that what is about to be opened never passes what it must not. */
    Uni<Void> learn(Live live) {
        return desktops.controls(Set.of(live.desktopId()))
                .invoke(running -> show(live, running))
                .replaceWithVoid();
    }

    @Override
    public void onRevocation(Revocation revocation) {
        ends.heard(revocation).ifPresent(which -> end(which, Ending.REVOKED));
    }

    /** Whose credential was revoked meanwhile nobody can say, so nothing goes on. */
    @Override
    public void onGap() {
        ends.gap();
        end(ends::isUnsure, Ending.UNSURE);
    }

    void onControl(@Observes ControlChanged changed) {
        if (open.stream().anyMatch(live -> live.desktopId().equals(changed.desktopId()))) {
            background.run(() -> look(Set.of(changed.desktopId())));
        }
    }

    /** Early, for the end waits for whatever is still under way. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        end(_ -> true, Ending.STOPPING);
    }

    /** Who keeps something open uses the desktop. */
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        var now = clock.instant();
        end(live -> live.hasExpired(now), Ending.REVOKED);
        var desktopIds = open.stream().map(Live::desktopId).collect(Collectors.toSet());
        desktopIds.forEach(activity::touch);
        return desktopIds.isEmpty() ? Uni.createFrom().voidItem() : look(desktopIds);
    }

    private Uni<Void> look(Set<String> desktopIds) {
        var before = Set.copyOf(open);
        return desktops.controls(desktopIds)
                .invoke(running -> before.stream()
                        .filter(live -> desktopIds.contains(live.desktopId()))
                        .forEach(live -> show(live, running)))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("open desktops not looked at, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private static void show(Live live, Map<String, Optional<Control>> running) {
        var control = running.get(live.desktopId());
        if (control == null) {
            live.end(Ending.GONE);
        } else {
            live.isUnder(control);
        }
    }

    private void end(Predicate<? super Live> which, Ending why) {
        open.stream().filter(which).forEach(live -> live.end(why));
    }

    private void leave(Live live, Ending why) {
        open.remove(live);
        LOG.infof(
                "%s closed credential=%s desktop=%s why=%s", live.purpose().room(), name(live), live.desktopId(), why);
    }

    private static String name(Live live) {
        return live.principal().credential().id();
    }
}
