package io.bureau.identity.audit;

import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** What users are called now, whether or not they still belong to the organisation. */
@ApplicationScoped
class ActorNames {

    private static final String NAMES =
            "SELECT id, CASE WHEN deleted_at IS NULL THEN coalesce(name, email) ELSE 'Deleted user' END AS name"
                    + " FROM account WHERE id = ANY($1)";

    private final Pool pool;
    private final Store store;

    ActorNames(Pool pool, Store store) {
        this.pool = pool;
        this.store = store;
    }

    /** The names by id; ids that are no user's are absent. */
    Uni<Map<String, String>> of(Collection<Trails.Kept> rows) {
        var ids = rows.stream()
                .map(kept -> kept.entry().actor())
                .filter(Objects::nonNull)
                .distinct()
                .toArray(String[]::new);
        return store.answer(pool.preparedQuery(NAMES).execute(Tuple.of(ids)).map(found -> {
            var names = new HashMap<String, String>();
            found.forEach(row -> names.put(row.getString("id"), row.getString("name")));
            return names;
        }));
    }
}
