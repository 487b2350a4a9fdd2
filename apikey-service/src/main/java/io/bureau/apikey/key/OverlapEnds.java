package io.bureau.apikey.key;

import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.revocation.Revocation;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Writes down that overlaps are over, and ends what still runs on their old keys. The old key itself needs no such
 * reminder: it opens nothing from the very instant on, in no cache either.
 */
@ApplicationScoped
class OverlapEnds {

    private static final Logger LOG = Logger.getLogger(OverlapEnds.class);

    private final ApiKeys keys;
    private final KeyEnds ends;
    private final ConfirmedRevocations revocations;
    private final Clock clock;

    OverlapEnds(ApiKeys keys, KeyEnds ends, ConfirmedRevocations revocations, Clock clock) {
        this.keys = keys;
        this.ends = ends;
        this.revocations = revocations;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> endThoseThatAreOver() {
        return keys.idsOfOverlapsOver(clock.instant())
                .chain(this::end)
                .onFailure()
                .invoke(failure -> LOG.warnf("overlaps not ended, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** Each in a transaction of its own: two organisations' audit trails are never locked together. */
    private Uni<Void> end(List<String> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(ends::endOverlap)
                .collect()
                .last()
                .chain(() ->
                        revocations.confirm(ids.stream().map(Revocation::ofKey).toList()))
                .replaceWithVoid();
    }
}
