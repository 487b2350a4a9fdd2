package io.bureau.desktops.desktop;

import io.bureau.kit.audit.Actor;
import io.quarkus.arc.All;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What becomes of an organisation's desktops when it ends: all are destroyed, and it gets no others; what belongs to other features goes, too. */
@ApplicationScoped
class OrganisationEnd {

    private final Desktops desktops;
    private final EndedOrganisations ended;
    private final Journal journal;
    private final List<OrganisationEnding> others;
    private final Clock clock;

    OrganisationEnd(
            Desktops desktops,
            EndedOrganisations ended,
            Journal journal,
            @All List<OrganisationEnding> others,
            Clock clock) {
        this.desktops = desktops;
        this.ended = ended;
        this.journal = journal;
        this.others = others;
        this.clock = clock;
    }

    /** How many desktops it has; those that are being destroyed do not count. */
    @WithSession
    Uni<Long> count(String organisation) {
        return desktops.countOf(organisation);
    }

    /**
     * Ends it, in one transaction with the rows that tell of it. May be repeated.
     *
     * @param actor on whose behalf
     * @return the ids of those that are to be destroyed from now on; the reconciler does it
     */
    @WithTransaction
    Uni<List<String>> end(String organisation, Actor actor) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return ended.add(organisation, now)
                .chain(() -> desktops.lockAll(organisation))
                .call(() -> endOthers(organisation, actor, now))
                .call(found -> destroy(found, actor, now))
                .map(found -> found.stream().map(desktop -> desktop.id).toList());
    }

    private Uni<Void> endOthers(String organisation, Actor actor, Instant now) {
        return Multi.createFrom()
                .iterable(others)
                .onItem()
                .transformToUniAndConcatenate(other -> other.end(organisation, actor, now))
                .collect()
                .last();
    }

    /** All rows are locked by now: whoever holds one of them and waits for the chain of audit rows would wait for ever. */
    private Uni<Void> destroy(List<StoredDesktop> found, Actor actor, Instant now) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(desktop -> destroy(desktop, actor, now))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> destroy(StoredDesktop desktop, Actor actor, Instant now) {
        return switch (Ask.DESTROY.of(desktop.lifecycle())) {
            case Transition.To(var next) -> {
                var before = desktop.status;
                desktop.become(next, now);
                yield journal.asked(desktop, before, actor, Ask.DESTROY.action(), now);
            }
            case Transition.Unchanged _ -> Uni.createFrom().voidItem();
            case Transition.Refused(var why) -> throw new IllegalStateException(why);
        };
    }
}
