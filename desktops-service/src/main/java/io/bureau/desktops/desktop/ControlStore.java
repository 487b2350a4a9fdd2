package io.bureau.desktops.desktop;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.principal.Principal;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Who has control of which desktop: every change in one transaction with the event and the audit row that tell of it. */
@ApplicationScoped
class ControlStore {

    /** Input is written down this late at most, so what is written reaches as much further. */
    static final Duration LATE = Duration.ofSeconds(5);

    private final Desktops desktops;
    private final Journal journal;
    private final ControlConfig config;
    private final Clock clock;

    ControlStore(Desktops desktops, Journal journal, ControlConfig config, Clock clock) {
        this.desktops = desktops;
        this.journal = journal;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Gives control to the principal's user, who may have it already. Fails with 409 if somebody else has it, unless it is
     * to be taken from them; with 503 if the desktop does not run.
     */
    @WithTransaction
    Uni<DesktopView> take(String id, Principal principal, boolean screenshots, boolean takeOver) {
        return desktops.lock(id)
                .map(desktop -> DesktopStore.within(desktop, principal))
                .chain(desktop -> take(desktop, principal, screenshots, takeOver));
    }

    /** Ends it, if anybody has it. Fails with 409 unless that is the principal's user, or he runs the organisation. */
    @WithTransaction
    Uni<Void> release(String id, Principal principal) {
        var now = now();
        return desktops.lock(id)
                .map(desktop -> DesktopStore.within(desktop, principal))
                .chain(desktop -> desktop.control(now)
                        .map(control -> release(desktop, control, principal, now))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** The user has just used what he has control of; harmless if he no longer has it. */
    @WithTransaction
    Uni<Void> extend(String id, String user) {
        var now = now();
        return desktops.update(
                        "controlUntil = ?1 where id = ?2 and controlUser = ?3 and controlUntil > ?4",
                        until(now),
                        id,
                        user,
                        now)
                .replaceWithVoid();
    }

    /** Desktops whose control has run out and was not yet written off. */
    @WithSession
    Uni<List<String>> runOut() {
        return desktops.list("controlUntil <= ?1", now())
                .map(found -> found.stream().map(desktop -> desktop.id).toList());
    }

    /** Writes it off, unless it was extended meanwhile. */
    @WithTransaction
    Uni<Void> expire(String id) {
        var now = now();
        return desktops.lock(id)
                .chain(desktop ->
                        desktop.controlUser == null || desktop.control(now).isPresent()
                                ? Uni.createFrom().voidItem()
                                : end(desktop, Actor.system(), "desktop.control.expire", now));
    }

    private Uni<DesktopView> take(StoredDesktop desktop, Principal principal, boolean screenshots, boolean takeOver) {
        DesktopStore.requireRunning(desktop);
        var now = now();
        var present = desktop.control(now);
        if (present.isPresent() && !present.get().admits(principal) && !takeOver) {
            throw Intent.refusal();
        }
        var since = present.filter(control -> control.admits(principal))
                .map(Control::since)
                .orElse(now);
        var control = new Control(principal.user(), since, until(now), screenshots);
        desktop.put(control);
        var detail = "screenshots=" + screenshots
                + present.filter(before -> !before.admits(principal))
                        .map(before -> " from=" + before.user())
                        .orElse("");
        return journal.controlled(desktop, control, Actor.of(principal), "desktop.control.take", detail, now)
                .replaceWith(() -> desktop.toView(now));
    }

    private Uni<Void> release(StoredDesktop desktop, Control control, Principal principal, Instant now) {
        if (!control.admits(principal) && !principal.administers()) {
            throw Intent.refusal();
        }
        return end(desktop, Actor.of(principal), "desktop.control.release", now);
    }

    private Uni<Void> end(StoredDesktop desktop, Actor actor, String action, Instant now) {
        var detail = "user=" + desktop.controlUser;
        desktop.put(null);
        return journal.controlled(desktop, null, actor, action, detail, now);
    }

    private Instant until(Instant now) {
        return now.plus(config.idle()).plus(LATE);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
