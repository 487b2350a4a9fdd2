package io.bureau.apikey.key;

import io.bureau.apikey.usage.KeyUsage;
import io.bureau.apikey.usage.KeyUsages;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts together what the API shows of keys: the record, how it is used, and the names of those who had to do with it. */
@ApplicationScoped
class KeyViews {

    private final KeyUsages usages;
    private final People people;
    private final Store store;
    private final Clock clock;

    KeyViews(KeyUsages usages, People people, Store store, Clock clock) {
        this.usages = usages;
        this.people = people;
        this.store = store;
        this.clock = clock;
    }

    /** Asks nothing that could fail: the key is committed, and its secret must reach its owner. */
    Uni<KeyView> ofNew(KeyRecord key) {
        var now = clock.instant();
        return people.names(mentionedIn(List.of(key)))
                .map(names -> KeyView.of(key, null, names, KeyUsage.none(now), now));
    }

    Uni<List<KeyView>> of(List<KeyRecord> keys) {
        var now = clock.instant();
        var successors = successors(keys);
        return store.answer(usages.of(keys.stream().map(KeyRecord::id).toList(), now))
                .chain(usage -> people.names(mentionedIn(keys))
                        .map(names -> keys.stream()
                                .map(key -> KeyView.of(key, successors.get(key.id()), names, usage.get(key.id()), now))
                                .toList()));
    }

    /** A successor belongs to the same owner, so whoever sees the one sees the other. */
    private static Map<String, String> successors(Collection<KeyRecord> keys) {
        var successors = new HashMap<String, String>();
        keys.stream()
                .filter(key -> key.predecessor() != null)
                .forEach(key -> successors.put(key.predecessor(), key.id()));
        return successors;
    }

    private static Set<String> mentionedIn(Collection<KeyRecord> keys) {
        return keys.stream()
                .flatMap(key -> Stream.of(key.createdBy(), key.owner(), key.revokedBy(), key.endedBy()))
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
