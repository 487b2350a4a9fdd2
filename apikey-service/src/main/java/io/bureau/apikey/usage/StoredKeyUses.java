package io.bureau.apikey.usage;

import io.bureau.kit.principal.KeyUses;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** The uses that this service itself sees: gathered, and stored every two seconds. */
@ApplicationScoped
class StoredKeyUses implements KeyUses {

    private static final Logger LOG = Logger.getLogger(StoredKeyUses.class);
    private static final Duration LAST_WRITE = Duration.ofSeconds(1);

    private final LastUses lastUses;
    private final Clock clock;
    private final Map<String, LastUse> gathered = new ConcurrentHashMap<>();

    StoredKeyUses(LastUses lastUses, Clock clock) {
        this.lastUses = lastUses;
        this.clock = clock;
    }

    @Override
    public void record(String keyId, String ip) {
        gathered.merge(keyId, new LastUse(clock.instant(), ip), LastUse::laterOf);
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> store() {
        var uses = take();
        return lastUses.record(uses).onFailure().recoverWithUni(failure -> {
            LOG.warnf("key uses not stored, keeping them count=%d why=%s", uses.size(), failure.toString());
            uses.forEach((id, use) -> gathered.merge(id, use, LastUse::laterOf));
            return Uni.createFrom().voidItem();
        });
    }

    /** What nobody would store any more; waits for it, but not for ever. */
    void stop(@Observes ShutdownEvent event) {
        store().ifNoItem()
                .after(LAST_WRITE)
                .recoverWithItem((Void) null)
                .await()
                .indefinitely();
    }

    private Map<String, LastUse> take() {
        var uses = new HashMap<String, LastUse>();
        for (var id : gathered.keySet()) {
            var use = gathered.remove(id);
            if (use != null) {
                uses.put(id, use);
            }
        }
        return uses;
    }
}
