package io.bureau.apikey.key;

import io.bureau.apikey.usage.LastUses;
import io.bureau.kit.principal.Principal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Puts together what the API shows of keys: the record, the last use, and the name of the creator. */
@ApplicationScoped
class KeyViews {

    private final LastUses lastUses;
    private final Creators creators;
    private final Clock clock;

    KeyViews(LastUses lastUses, Creators creators, Clock clock) {
        this.lastUses = lastUses;
        this.creators = creators;
        this.clock = clock;
    }

    Uni<List<KeyView>> of(List<KeyRecord> keys, Principal viewer) {
        var organisation = viewer.organisation().id();
        var users = keys.stream().map(KeyRecord::createdBy).toList();
        var uses = lastUses.of(keys.stream().map(KeyRecord::id).toList());
        var now = clock.instant();
        return uses.chain(used -> creators.names(users, organisation)
                .map(names -> keys.stream()
                        .map(key -> KeyView.of(key, names.get(key.createdBy()), used.get(key.id()), now))
                        .toList()));
    }
}
