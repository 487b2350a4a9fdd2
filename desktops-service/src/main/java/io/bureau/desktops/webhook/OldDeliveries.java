package io.bureau.desktops.webhook;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Deletes deliveries that nobody will look at any more. */
@ApplicationScoped
class OldDeliveries {

    private static final Logger LOG = Logger.getLogger(OldDeliveries.class);

    private final Deliveries deliveries;
    private final WebhooksConfig config;
    private final Clock clock;

    OldDeliveries(Deliveries deliveries, WebhooksConfig config, Clock clock) {
        this.deliveries = deliveries;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return delete().onFailure()
                .invoke(failure -> LOG.warnf("old deliveries not deleted, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** Whether they were sent or not: retention is longer than any is tried for. */
    @WithTransaction
    Uni<Void> delete() {
        return deliveries
                .delete("createdAt <= ?1", clock.instant().minus(config.retention()))
                .replaceWithVoid();
    }
}
