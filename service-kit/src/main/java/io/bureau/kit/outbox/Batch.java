package io.bureau.kit.outbox;

import io.bureau.kit.revocation.Revocation;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Revocations as three columns, for a statement of any number of rows. */
record Batch(String[] subjects, String[] ids, String[] effects) {

    static Batch of(List<Revocation> revocations) {
        var distinct = revocations.stream().distinct().toList();
        return new Batch(
                distinct.stream().map(each -> each.subject().name()).toArray(String[]::new),
                distinct.stream().map(Revocation::id).toArray(String[]::new),
                distinct.stream().map(each -> each.effect().name()).toArray(String[]::new));
    }

    <T> Mutiny.Query<T> into(Mutiny.Query<T> query) {
        return query.setParameter("subjects", subjects).setParameter("ids", ids).setParameter("effects", effects);
    }
}
