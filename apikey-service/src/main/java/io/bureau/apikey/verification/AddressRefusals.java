package io.bureau.apikey.verification;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.bureau.apikey.key.KnownKey;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.audit.AuditTrail;
import io.bureau.kit.audit.Outcome;
import io.bureau.kit.http.Origin;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Tells the audit trail of keys that were used from an address they may not be used from: at most once a minute for each key
 * and address, for whoever is refused comes again. Where that is more than can be remembered, the log alone tells.
 */
@ApplicationScoped
class AddressRefusals {

    private static final Logger LOG = Logger.getLogger(AddressRefusals.class);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int MOST = 10_000;

    private record Refusal(String key, String ip) {}

    private final AuditTrail audit;
    private final Clock clock;
    private final Cache<Refusal, Boolean> told;

    AddressRefusals(AuditTrail audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
        this.told = Caffeine.newBuilder()
                .expireAfterWrite(QUIET)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** Never fails: the refusal stands, whether it can be written down or not. */
    Uni<Void> tell(KnownKey key, String ip) {
        var id = key.principal().credential().id();
        var refusal = new Refusal(id, ip);
        if (isFull() || told.asMap().putIfAbsent(refusal, true) != null) {
            return Uni.createFrom().voidItem();
        }
        return Panache.withTransaction(() -> record(key, ip))
                .onFailure()
                .invoke(failure -> {
                    told.invalidate(refusal);
                    LOG.errorf("refusal not audited key=%s ip=%s why=%s", id, ip, failure.toString());
                })
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> record(KnownKey key, String ip) {
        var principal = key.principal();
        var id = principal.credential().id();
        var requestId = Origin.current().map(Origin::requestId).orElse(null);
        var detail = "name=" + principal.credential().name() + " ip=" + ip
                + (key.isQuarantined() ? " quarantined=true" : "");
        return audit.record(
                principal.organisation().id(),
                new Actor(principal.user(), id, ip, null, requestId),
                "key.refuse-address",
                id,
                Outcome.DENIED,
                detail,
                clock.instant());
    }

    private boolean isFull() {
        if (told.estimatedSize() < MOST) {
            return false;
        }
        told.cleanUp();
        return told.estimatedSize() >= MOST;
    }
}
