package io.bureau.desktops.desktop;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What machines should be like, and what is to be done about those that are not. */
@ApplicationScoped
class Sightings {

    private final Desktops desktops;
    private final Journal journal;
    private final Clock clock;

    Sightings(Desktops desktops, Journal journal, Clock clock) {
        this.desktops = desktops;
        this.journal = journal;
        this.clock = clock;
    }

    @WithSession
    Uni<List<Sighting>> expected() {
        return desktops.settled()
                .map(found -> found.stream().map(StoredDesktop::toSighting).toList());
    }

    /** Those of {@code ids} whose machine is not an orphan. */
    @WithSession
    Uni<Set<String>> owned(Set<String> ids) {
        return desktops.stillThere(ids)
                .map(found -> found.stream().map(desktop -> desktop.id).collect(Collectors.toSet()));
    }

    /** The machine is not as expected. Nothing happens if the desktop was changed since. */
    @WithTransaction
    Uni<Void> differs(Sighting expected, boolean machineRuns) {
        return desktops.lock(expected.desktopId())
                .chain(desktop -> desktop != null && desktop.revision == expected.revision()
                        ? correct(desktop, machineRuns)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> correct(StoredDesktop desktop, boolean machineRuns) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var before = desktop.status;
        desktop.become(corrected(desktop, machineRuns), now);
        return journal.unasked(desktop, before, "desktop.correct", now);
    }

    private static Lifecycle corrected(StoredDesktop desktop, boolean machineRuns) {
        var life = desktop.lifecycle();
        if (desktop.isSpare()) {
            return life.discarded("It has stopped, or moved, by itself");
        }
        if (life.status() == Status.STOPPED) {
            return life.straying();
        }
        return machineRuns ? life.moved() : life.lost(desktop.keepAlive);
    }
}
