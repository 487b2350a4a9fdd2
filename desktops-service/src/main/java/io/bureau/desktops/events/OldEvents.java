package io.bureau.desktops.events;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Deletes events that nobody will ask for any more. */
@ApplicationScoped
class OldEvents {

    private static final Logger LOG = Logger.getLogger(OldEvents.class);

    private final EventLog events;
    private final EventsConfig config;
    private final Clock clock;

    OldEvents(EventLog events, EventsConfig config, Clock clock) {
        this.events = events;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return delete().onFailure()
                .invoke(failure -> LOG.warnf("old events not deleted, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    @WithTransaction
    Uni<Void> delete() {
        return events.delete("at <= ?1", clock.instant().minus(config.retention()))
                .replaceWithVoid();
    }
}
