package io.bureau.identity.notice;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Delivers the notices whose own request did not get to it, because it was killed or their service was away. */
@ApplicationScoped
class DueNotices {

    private static final Logger LOG = Logger.getLogger(DueNotices.class);

    private final Notices notices;
    private final Delivery delivery;
    private final Clock clock;

    DueNotices(Notices notices, Delivery delivery, Clock clock) {
        this.notices = notices;
        this.delivery = delivery;
        this.clock = clock;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> deliverDue() {
        return Uni.createFrom()
                .deferred(() -> notices.claimDue(clock.instant()))
                .onItem()
                .transformToMulti(due -> Multi.createFrom().iterable(due))
                .onItem()
                .transformToUniAndConcatenate(this::deliver)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("notices not claimed, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> deliver(Notice notice) {
        return delivery.deliver(notice, JsonNode.class)
                .invoke(() -> LOG.infof("notice delivered late id=%s path=%s", notice.id(), notice.path()))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    LOG.warnf(
                            "notice not taken, trying again id=%s callee=%s path=%s why=%s",
                            notice.id(), notice.service().id(), notice.path(), failure.toString());
                    return Uni.createFrom().voidItem();
                });
    }
}
