package io.bureau.desktops.events;

import io.bureau.kit.http.OwnContext;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.RecentEnds;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jboss.logging.Logger;

/** One who follows the events of an organisation. Reads on when the last ones were taken: the slow hold up nobody else. */
final class Following implements RecentEnds.Started {

    /** @param over nothing comes after this */
    private record Batch(List<ToldEvent> events, boolean over) {}

    private static final Logger LOG = Logger.getLogger(Following.class);
    private static final int MOST = 100;
    private static final Batch OVER = new Batch(List.of(), true);
    private static final Batch SILENCE = new Batch(List.of(), false);

    private final Principal principal;
    private final long asOf;
    private final EventReader events;
    private final Bell bell;
    private final Store store;
    private final EventsConfig config;
    private final Signal end = new Signal();
    private volatile Position position;

    Following(Principal principal, long asOf, EventReader events, Bell bell, Store store, EventsConfig config) {
        this.principal = principal;
        this.asOf = asOf;
        this.events = events;
        this.bell = bell;
        this.store = store;
        this.config = config;
    }

    @Override
    public Principal principal() {
        return principal;
    }

    @Override
    public long asOf() {
        return asOf;
    }

    /** Ends it, so that whoever still may comes again. */
    void end() {
        end.give();
    }

    /** Fails with 503 if there is no place to begin at. An empty list is a sign of life, and comes at once. */
    Uni<Multi<List<ToldEvent>>> begin(Position after) {
        var place =
                after == null ? store.answer(events.now()) : Uni.createFrom().item(after);
        return place.invoke(found -> position = found)
                .map(_ -> Multi.createBy()
                        .concatenating()
                        .streams(Multi.createFrom().item(SILENCE), readOn())
                        .map(Batch::events));
    }

    private Multi<Batch> readOn() {
        return Multi.createBy().repeating().uni(this::next).until(Batch::over);
    }

    private Uni<Batch> next() {
        var rung = bell.next(principal.organisation().id());
        var found = store.answer(events.after(position, principal.organisation().id(), MOST))
                .chain(read -> read.isEmpty() ? silence(rung) : Uni.createFrom().item(new Batch(read, false)))
                .invoke(this::advance)
                .onFailure()
                .invoke(failure -> LOG.warnf("events not read, ending a stream why=%s", failure.toString()))
                .onFailure()
                .recoverWithItem(OVER);
        // Whoever rings, the reading goes on where the request lives.
        return OwnContext.resume(Uni.combine().any().of(end.awaited().replaceWith(OVER), found));
    }

    private Uni<Batch> silence(Signal rung) {
        return rung.awaited()
                .ifNoItem()
                .after(config.heartbeat())
                .recoverWithItem((Void) null)
                .replaceWith(SILENCE);
    }

    private void advance(Batch batch) {
        if (!batch.events().isEmpty()) {
            position = batch.events().getLast().position();
        }
    }
}
