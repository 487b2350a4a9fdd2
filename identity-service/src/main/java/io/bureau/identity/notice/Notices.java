package io.bureau.identity.notice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.kit.http.Service;
import io.bureau.kit.id.Ids;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The notices that have not been taken yet. */
@ApplicationScoped
public class Notices {

    /** Longer than delivering can take, so that nobody takes over from someone who is still at it. */
    private static final Duration CLAIM = Duration.ofSeconds(3);

    private static final String ADD = """
            INSERT INTO notice (id, service, path, body, created_at, due_at)
            VALUES (:id, :service, :path, :body, :now, :due)
            """;

    /** Each attempt that fails doubles the wait for the next, up to a minute. */
    private static final String CLAIM_DUE = """
            UPDATE notice SET
                attempts = attempts + 1,
                due_at = CAST(:until AS timestamptz) + least(60, power(2, least(attempts, 6))) * interval '1 second'
            WHERE id IN (SELECT id FROM notice WHERE due_at <= :now ORDER BY due_at LIMIT 20 FOR UPDATE SKIP LOCKED)
            RETURNING id, service, path, body
            """;

    private final ObjectMapper json;

    Notices(ObjectMapper json) {
        this.json = json;
    }

    /** Adds a notice to the transaction at hand; after the commit it is to be {@linkplain Delivery#deliver delivered}. */
    public Uni<Notice> add(Service service, String path, Object body, Instant now) {
        var notice = new Notice(Ids.next("ntc"), service, path, write(body));
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ADD)
                        .setParameter("id", notice.id())
                        .setParameter("service", service.id())
                        .setParameter("path", path)
                        .setParameter("body", notice.body())
                        .setParameter("now", now)
                        .setParameter("due", now.plus(CLAIM))
                        .executeUpdate())
                .replaceWith(notice);
    }

    /** Takes what is due, so that no other replica does until the claim ends; nothing is locked meanwhile. */
    Uni<List<Notice>> claimDue(Instant now) {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(CLAIM_DUE, Object[].class)
                        .setParameter("until", now.plus(CLAIM))
                        .setParameter("now", now)
                        .getResultList())
                .map(rows -> rows.stream().map(Notices::read).toList()));
    }

    /** It was taken. */
    Uni<Void> remove(Notice notice) {
        return Panache.withTransaction(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery("DELETE FROM notice WHERE id = :id")
                        .setParameter("id", notice.id())
                        .executeUpdate())
                .replaceWithVoid());
    }

    private static Notice read(Object[] row) {
        return new Notice(
                (String) row[0], Service.byId((String) row[1]).orElseThrow(), (String) row[2], (String) row[3]);
    }

    private String write(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }
}
