package io.bureau.kit.audit;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Deletes what retention no longer keeps, from the beginning of each chain, which stays verifiable from there on. */
@ApplicationScoped
@IfBuildProperty(name = AuditTrail.CONDITION, stringValue = "postgresql")
class AuditExpiry {

    private static final Logger LOG = Logger.getLogger(AuditExpiry.class);

    private static final String AGED = "SELECT DISTINCT coalesce(organisation_id, '') FROM audit WHERE at < :limit";
    private static final String EXPIRE = "SELECT audit_expire(:organisation, :limit)";

    private final AuditTrail trail;
    private final AuditConfig config;
    private final Clock clock;

    AuditExpiry(AuditTrail trail, AuditConfig config, Clock clock) {
        this.trail = trail;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> expire() {
        return config.retention()
                .map(retention -> expireBefore(clock.instant().minus(retention)))
                .orElseGet(() -> Uni.createFrom().voidItem())
                .onFailure()
                .invoke(failure -> LOG.warnf("audit retention not done, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    /** Each chain in a transaction of its own, so that none is locked for long. */
    Uni<Void> expireBefore(Instant limit) {
        return Panache.withSession(() -> aged(limit))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(
                        organisation -> Panache.withTransaction(() -> expire(organisation, limit)))
                .collect()
                .last();
    }

    private static Uni<List<String>> aged(Instant limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(AGED, String.class)
                        .setParameter("limit", limit)
                        .getResultList());
    }

    private Uni<Void> expire(String organisation, Instant limit) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(EXPIRE, Long.class)
                        .setParameter("organisation", organisation)
                        .setParameter("limit", limit)
                        .getSingleResult())
                .chain(count -> count == 0 ? Uni.createFrom().voidItem() : tell(organisation, limit, count));
    }

    private Uni<Void> tell(String organisation, Instant limit, long count) {
        LOG.infof("audit rows expired organisation=%s before=%s count=%d", organisation, limit, count);
        return trail.record(
                organisation.isEmpty() ? null : organisation,
                Actor.system(),
                "audit.expire",
                "audit",
                "before=" + limit + " count=" + count,
                clock.instant());
    }
}
