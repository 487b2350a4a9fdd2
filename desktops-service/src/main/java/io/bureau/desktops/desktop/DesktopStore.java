package io.bureau.desktops.desktop;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The changes that people make to desktops, one transaction each, together with the rows that tell of it. */
@ApplicationScoped
class DesktopStore {

    /** The way in, and who has control meanwhile. */
    record Entry(Access access, Optional<Control> control) {}

    private final Desktops desktops;
    private final EndedOrganisations ended;
    private final Quota quota;
    private final Spares spares;
    private final IdempotentAnswers answers;
    private final Journal journal;
    private final Clock clock;

    DesktopStore(
            Desktops desktops,
            EndedOrganisations ended,
            Quota quota,
            Spares spares,
            IdempotentAnswers answers,
            Journal journal,
            Clock clock) {
        this.desktops = desktops;
        this.ended = ended;
        this.quota = quota;
        this.spares = spares;
        this.answers = answers;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Stores {@code desktop}, which has everything but an owner and a beginning, or has a spare become what it was to be. Fails
     * with 409 if the organisation has ended or has as many as it may.
     */
    @WithTransaction
    Uni<DesktopView> create(StoredDesktop desktop, boolean start, Principal creator) {
        return add(desktop, start, creator, now());
    }

    /** As above, but once only under this key; after that the answer is the same as the first time. */
    @WithTransaction
    Uni<DesktopView> createOnce(StoredDesktop desktop, boolean start, Principal creator, IdempotencyKey key) {
        var now = now();
        var organisation = creator.organisation().id();
        return answers.take(organisation, key, now)
                .chain(before -> before.isPresent()
                        ? Uni.createFrom().item(before.get())
                        : add(desktop, start, creator, now).call(view -> answers.keep(organisation, key, view)));
    }

    @WithSession
    Uni<List<DesktopView>> list(DesktopQuery query, Principal principal) {
        var now = now();
        return desktops.list(principal.organisation().id(), query)
                .map(found -> found.stream().map(desktop -> desktop.toView(now)).toList());
    }

    /** Fails with 404 if there is no such desktop for this principal; so do all that follow. */
    @WithSession
    Uni<DesktopView> find(String id, Principal principal) {
        return desktops.findById(id).map(desktop -> within(desktop, principal)).map(desktop -> desktop.toView(now()));
    }

    /** Those of {@code ids} that are in the principal's organisation. */
    @WithSession
    Uni<Set<String>> own(Set<String> ids, Principal principal) {
        return desktops.stillThere(ids)
                .map(found -> found.stream()
                        .filter(desktop -> desktop.belongsTo(principal))
                        .map(desktop -> desktop.id)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** Those of {@code ids} that run; to be read only. */
    @WithSession
    Uni<List<StoredDesktop>> running(Set<String> ids) {
        return desktops.list("id in ?1 and status = ?2", ids, Status.RUNNING);
    }

    /** The way into a desktop that answers. Fails with 503 if it does not, with 409 if a person's control stands in the way. */
    @WithSession
    Uni<Entry> enter(String id, Principal principal, Intent intent) {
        return desktops.findById(id)
                .map(desktop -> within(desktop, principal))
                .map(desktop -> entry(desktop, principal, intent));
    }

    /** Those of {@code ids} that run now, with who has control of them. */
    @WithSession
    Uni<Map<String, Optional<Control>>> controls(Collection<String> ids) {
        var now = now();
        return desktops.list("id in ?1 and status = ?2", ids, Status.RUNNING)
                .map(found -> found.stream()
                        .collect(Collectors.toMap(desktop -> desktop.id, desktop -> desktop.control(now))));
    }

    /** Changes what is not {@code null}. */
    @WithTransaction
    Uni<DesktopView> amend(String id, String name, Boolean keepAlive, Principal principal) {
        return lock(id, principal).chain(desktop -> amend(desktop, name, keepAlive, principal));
    }

    /** Fails with 409 if the desktop's status or the quota does not allow it; harmless if it is as asked for already. */
    @WithTransaction
    Uni<DesktopView> ask(String id, Ask ask, Principal principal) {
        return lock(id, principal).chain(desktop -> ask(desktop, ask, principal));
    }

    private Uni<DesktopView> add(StoredDesktop desktop, boolean start, Principal creator, Instant now) {
        desktop.organisationId = creator.organisation().id();
        desktop.createdBy = creator.user();
        desktop.createdAt = now;
        desktop.become(Lifecycle.created(start), now);
        return ended.hold(desktop.organisationId)
                .chain(() -> quota.admit(desktop))
                .chain(() -> start ? adopt(desktop, now) : desktops.persist(desktop))
                .call(made -> journal.asked(made, null, Actor.of(creator), "desktop.create", now))
                .map(made -> made.toView(now));
    }

    /** After the quota was looked at, which would count the spare. */
    private Uni<StoredDesktop> adopt(StoredDesktop wanted, Instant now) {
        return spares.take(wanted.kind()).chain(spare -> {
            if (spare.isEmpty()) {
                return desktops.persist(wanted);
            }
            spare.get().adoptFor(wanted, now);
            return Uni.createFrom().item(spare.get());
        });
    }

    private Uni<DesktopView> amend(StoredDesktop desktop, String name, Boolean keepAlive, Principal principal) {
        var now = now();
        var change = Change.of(desktop, name, keepAlive);
        if (change.isNone()) {
            return Uni.createFrom().item(desktop.toView(now));
        }
        change.apply(desktop);
        return journal.asked(desktop, desktop.status, Actor.of(principal), change.action(), change.detail(), now)
                .replaceWith(() -> desktop.toView(now));
    }

    private Uni<DesktopView> ask(StoredDesktop desktop, Ask ask, Principal principal) {
        return switch (ask.of(desktop.lifecycle())) {
            case Transition.Unchanged _ -> Uni.createFrom().item(desktop.toView(now()));
            case Transition.Refused(var why) -> throw ApiException.conflict(why, desktop.status.id());
            case Transition.To(var next) ->
                quota.admit(desktop, next).chain(() -> become(desktop, next, ask, principal));
        };
    }

    private Uni<DesktopView> become(StoredDesktop desktop, Lifecycle next, Ask ask, Principal principal) {
        var before = desktop.status;
        var now = now();
        desktop.become(next, now);
        return journal.asked(desktop, before, Actor.of(principal), ask.action(), now)
                .replaceWith(() -> desktop.toView(now));
    }

    private Uni<StoredDesktop> lock(String id, Principal principal) {
        return desktops.lock(id).map(desktop -> within(desktop, principal));
    }

    /** The desktop, if this principal may know of it; fails with 404. */
    static StoredDesktop within(StoredDesktop desktop, Principal principal) {
        if (desktop == null || desktop.status == Status.DESTROYED || !desktop.belongsTo(principal)) {
            throw ApiException.notFound();
        }
        return desktop;
    }

    /** Fails with 503. */
    static void requireRunning(StoredDesktop desktop) {
        if (desktop.status != Status.RUNNING) {
            throw ApiException.unavailable(
                    "DESKTOP_NOT_READY",
                    "The desktop does not answer now; its status is " + desktop.status.id(),
                    Duration.ofSeconds(1));
        }
    }

    private Entry entry(StoredDesktop desktop, Principal principal, Intent intent) {
        requireRunning(desktop);
        var control = desktop.control(now());
        control.ifPresent(held -> intent.check(held, principal));
        return new Entry(desktop.access(), control);
    }

    /** As fine as it is stored and shown. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
