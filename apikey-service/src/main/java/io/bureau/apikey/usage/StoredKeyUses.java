package io.bureau.apikey.usage;

import io.bureau.kit.principal.KeyUses;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The uses that this service itself sees: gathered, and stored every two seconds. */
@ApplicationScoped
class StoredKeyUses implements KeyUses {

    private static final Logger LOG = Logger.getLogger(StoredKeyUses.class);

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
        var uses = gathered.keySet().stream().collect(Collectors.toMap(id -> id, gathered::remove));
        return lastUses.record(uses).onFailure().recoverWithUni(failure -> {
            LOG.warnf("key uses not stored, keeping them count=%d why=%s", uses.size(), failure.toString());
            uses.forEach((id, use) -> gathered.merge(id, use, LastUse::laterOf));
            return Uni.createFrom().voidItem();
        });
    }
}
