package io.bureau.identity.audit;

import io.bureau.identity.account.People;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What users are called now, whether or not they still belong to the organisation. */
@ApplicationScoped
class ActorNames {

    private final People people;
    private final Store store;

    ActorNames(People people, Store store) {
        this.people = people;
        this.store = store;
    }

    /** The names by id; ids that are no user's are absent. */
    Uni<Map<String, String>> of(Collection<Trails.Kept> rows) {
        var ids = rows.stream()
                .map(kept -> kept.entry().actor())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return store.answer(people.byId(ids)).map(found -> {
            var names = new HashMap<String, String>();
            found.forEach((id, user) -> names.put(id, user.name() == null ? user.email() : user.name()));
            return names;
        });
    }
}
