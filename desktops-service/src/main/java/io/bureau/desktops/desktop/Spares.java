package io.bureau.desktops.desktop;

import io.bureau.kit.id.Ids;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The desktops that nobody has asked for yet. To everything that makes and looks after machines they are desktops like any
 * other, so they are claimed, started and checked as those are; but they belong to no organisation, and are told of to nobody.
 */
@ApplicationScoped
class Spares {

    /** The organisation of what is nobody's. */
    static final String NOBODY = "";

    private final Desktops desktops;
    private final DesktopAccess access;
    private final Journal journal;
    private final Pool pool;
    private final PoolConfig config;
    private final Clock clock;

    Spares(Desktops desktops, DesktopAccess access, Journal journal, Pool pool, PoolConfig config, Clock clock) {
        this.desktops = desktops;
        this.access = access;
        this.journal = journal;
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    /**
     * One of this kind that runs, locked until the transaction at hand ends; whoever else comes meanwhile gets another one, or
     * none.
     */
    Uni<Optional<StoredDesktop>> take(Kind kind) {
        return pool.holds(kind)
                ? desktops.takeSpare(kind).map(Optional::ofNullable)
                : Uni.createFrom().item(Optional.empty());
    }

    /** Whether there are any, if only on their way out. */
    @WithSession
    Uni<Boolean> exist() {
        return desktops.count("organisationId", NOBODY).map(count -> count > 0);
    }

    /** Those that run; to be read only. */
    @WithSession
    Uni<List<StoredDesktop>> ready() {
        return desktops.spares()
                .map(found -> found.stream()
                        .filter(spare -> spare.status == Status.RUNNING)
                        .toList());
    }

    /**
     * Makes their number what it should be, as far as that is a matter of what is wanted: the reconciler does the rest. Of several
     * replicas one does it.
     *
     * @param mayMake whether there is an engine to make any
     * @return for which of them something is to be done now
     */
    @WithTransaction
    Uni<List<String>> refill(boolean mayMake) {
        return OrganisationLock.REFILL
                .tryTake(NOBODY)
                .chain(taken -> taken
                        ? desktops.forgetSpares().chain(desktops::spares).chain(found -> refill(found, mayMake))
                        : Uni.createFrom().item(List.of()));
    }

    /** Has one removed, unless it is somebody's by now. */
    @WithTransaction
    Uni<Void> discard(String id, String why) {
        return desktops.lock(id)
                .chain(found -> found != null && found.isSpare() && !Status.LEAVING.contains(found.status)
                        ? discard(found, why)
                        : Uni.createFrom().voidItem());
    }

    private Uni<List<String>> refill(List<StoredDesktop> found, boolean mayMake) {
        var now = now();
        var refill = Refill.of(pool.wanted(), found, config.atOnce(), now.minus(config.retry()));
        var made = mayMake ? refill.make().stream().map(kind -> make(kind, now)).toList() : List.<StoredDesktop>of();
        return Multi.createFrom()
                .iterable(refill.discard())
                .onItem()
                .transformToUniAndConcatenate(id -> discard(id, "It is not wanted any more"))
                .collect()
                .last()
                .chain(() -> made.isEmpty() ? Uni.createFrom().voidItem() : desktops.persist(made))
                .replaceWith(() -> {
                    var ids = new ArrayList<>(refill.discard());
                    made.forEach(spare -> ids.add(spare.id));
                    return ids;
                });
    }

    private Uni<Void> discard(StoredDesktop spare, String why) {
        var before = spare.status;
        spare.become(spare.lifecycle().discarded(why), now());
        return journal.unasked(spare, before, "desktop.discard", now());
    }

    private StoredDesktop make(Kind kind, Instant now) {
        var spare = new StoredDesktop();
        spare.id = Ids.next("dsk");
        spare.be(kind);
        spare.organisationId = NOBODY;
        spare.createdBy = NOBODY;
        spare.name = "";
        spare.keepAlive = true;
        spare.createdAt = now;
        access.equip(spare);
        spare.become(Lifecycle.created(true), now);
        return spare;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
