package io.bureau.kit.outbox;

import io.bureau.kit.revocation.Revocation;
import io.bureau.kit.revocation.Revocations;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;

/** Publishes the revocations whose own request did not get to it, because it was killed or Redis was away. */
@ApplicationScoped
@IfBuildProperty(name = RevocationOutbox.CONDITION, stringValue = "true")
class OutboxPublisher {

    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    private final RevocationOutbox outbox;
    private final Revocations revocations;
    private final Clock clock;

    OutboxPublisher(RevocationOutbox outbox, Revocations revocations, Clock clock) {
        this.outbox = outbox;
        this.revocations = revocations;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> publishDue() {
        return outbox.claimDue(clock.instant())
                .chain(this::publish)
                .onFailure()
                .invoke(failure -> LOG.warnf("revocations not published, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> publish(List<Revocation> due) {
        return due.isEmpty()
                ? Uni.createFrom().voidItem()
                : revocations
                        .publish(due)
                        .chain(() -> outbox.remove(due))
                        .invoke(() -> LOG.infof("revocations published late count=%d", due.size()));
    }
}
