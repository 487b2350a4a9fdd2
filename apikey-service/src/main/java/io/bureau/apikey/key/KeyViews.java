package io.bureau.apikey.key;

import io.bureau.apikey.usage.LastUses;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/** Puts together what the API shows of keys: the record, the last use, and the name of the creator. */
@ApplicationScoped
class KeyViews {

    private final LastUses lastUses;
    private final Creators creators;
    private final Store store;
    private final Clock clock;

    KeyViews(LastUses lastUses, Creators creators, Store store, Clock clock) {
        this.store = store;
        this.lastUses = lastUses;
        this.creators = creators;
        this.clock = clock;
    }

    /** Asks nothing that could fail: the key is committed, and its secret must reach its owner. */
    Uni<KeyView> ofNew(KeyRecord key, Principal creator) {
        var now = clock.instant();
        return creators.names(List.of(key.createdBy()), creator.organisation().id())
                .map(names -> KeyView.of(key, names.get(key.createdBy()), null, now));
    }

    Uni<List<KeyView>> of(List<KeyRecord> keys, Principal viewer) {
        var organisation = viewer.organisation().id();
        var users = keys.stream().map(KeyRecord::createdBy).toList();
        var uses = store.answer(lastUses.of(keys.stream().map(KeyRecord::id).toList()));
        var now = clock.instant();
        return uses.chain(used -> creators.names(users, organisation)
                .map(names -> keys.stream()
                        .map(key -> KeyView.of(key, names.get(key.createdBy()), used.get(key.id()), now))
                        .toList()));
    }
}
