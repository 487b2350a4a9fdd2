package io.bureau.desktops.desktop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bureau.kit.error.ApiException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * What was answered to requests that carry an {@code Idempotency-Key}. The row is written by the transaction of the change
 * itself; whoever comes with the same key meanwhile waits on the unique index until that one has committed or not.
 */
@ApplicationScoped
class IdempotentAnswers {

    private static final Logger LOG = Logger.getLogger(IdempotentAnswers.class);

    private static final String FORGET =
            "DELETE FROM idempotency_key WHERE organisation_id = :organisation AND key = :key AND created_at <= :oldest";
    private static final String TAKE = """
            INSERT INTO idempotency_key (organisation_id, key, request_hash, created_at)
            VALUES (:organisation, :key, :hash, :now) ON CONFLICT DO NOTHING
            """;
    private static final String ANSWER =
            "UPDATE idempotency_key SET answer = :answer WHERE organisation_id = :organisation AND key = :key";
    private static final String FIND = """
            SELECT request_hash, answer FROM idempotency_key
            WHERE organisation_id = :organisation AND key = :key
            """;

    private final ObjectMapper json;
    private final DesktopsConfig config;
    private final Clock clock;

    IdempotentAnswers(ObjectMapper json, DesktopsConfig config, Clock clock) {
        this.json = json;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Takes the key in the transaction at hand.
     *
     * @return what was answered before; empty if this is the first time. Fails with 422 if it was another request.
     */
    Uni<Optional<DesktopView>> take(String organisation, IdempotencyKey key, Instant now) {
        return Panache.getSession()
                .chain(session -> forgetOld(session, organisation, key, now)
                        .chain(() -> insert(session, organisation, key, now))
                        .chain(isNew ->
                                isNew ? Uni.createFrom().item(Optional.empty()) : find(session, organisation, key)));
    }

    /** Keeps the answer for the next time, in the transaction that took the key. */
    Uni<Void> keep(String organisation, IdempotencyKey key, DesktopView answer) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ANSWER)
                        .setParameter("answer", write(answer))
                        .setParameter("organisation", organisation)
                        .setParameter("key", key.value())
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetAllOld() {
        return deleteOld()
                .onFailure()
                .invoke(failure -> LOG.warnf("old answers not deleted, trying again why=%s", failure.toString()))
                .onFailure()
                .recoverWithNull();
    }

    @WithTransaction
    Uni<Void> deleteOld() {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("DELETE FROM idempotency_key WHERE created_at <= :oldest")
                        .setParameter("oldest", clock.instant().minus(config.idempotencyRetention()))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private Uni<Integer> forgetOld(Mutiny.Session session, String organisation, IdempotencyKey key, Instant now) {
        return session.createNativeQuery(FORGET)
                .setParameter("organisation", organisation)
                .setParameter("key", key.value())
                .setParameter("oldest", now.minus(config.idempotencyRetention()))
                .executeUpdate();
    }

    private static Uni<Boolean> insert(Mutiny.Session session, String organisation, IdempotencyKey key, Instant now) {
        return session.createNativeQuery(TAKE)
                .setParameter("organisation", organisation)
                .setParameter("key", key.value())
                .setParameter("hash", key.requestHash())
                .setParameter("now", now)
                .executeUpdate()
                .map(inserted -> inserted == 1);
    }

    private Uni<Optional<DesktopView>> find(Mutiny.Session session, String organisation, IdempotencyKey key) {
        return session.createNativeQuery(FIND, Object[].class)
                .setParameter("organisation", organisation)
                .setParameter("key", key.value())
                .getSingleResult()
                .map(row -> {
                    if (!MessageDigest.isEqual((byte[]) row[0], key.requestHash())) {
                        throw ApiException.of(
                                422, "IDEMPOTENCY_MISMATCH", "This Idempotency-Key was used for another request");
                    }
                    return Optional.of(read((String) row[1]));
                });
    }

    private String write(DesktopView answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    private DesktopView read(String answer) {
        try {
            return json.readValue(answer, DesktopView.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
