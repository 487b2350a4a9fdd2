package io.bureau.kit.revocation;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.OwnContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;

/**
 * Makes a committed revocation hold everywhere. It goes on the stream, and the caller waits until every replica that caches
 * principals has confirmed it or has lost its lease, so that after the receipt nothing accepts the credential.
 */
@ApplicationScoped
public class Revocations {

    private static final Logger LOG = Logger.getLogger(Revocations.class);
    private static final Duration POLL = Duration.ofMillis(4);

    private record Count(int confirmed, int waiting) {}

    private final Redis redis;
    private final RevocationConfig config;

    Revocations(Redis redis, RevocationConfig config) {
        this.redis = redis;
        this.config = config;
    }

    /** As {@link #publish(List)}, for one. */
    public Uni<Receipt> publish(Revocation revocation) {
        return publish(List.of(revocation));
    }

    /**
     * Publishes what was revoked and waits for it to hold.
     *
     * @return the receipt; fails with 503 {@code DEPENDENCY_UNAVAILABLE} if it could not be confirmed. The caller keeps it
     *     in its outbox until there is a receipt: publishing twice does no harm.
     */
    public Uni<Receipt> publish(List<Revocation> revocations) {
        long start = System.nanoTime();
        return OwnContext.resume(Multi.createFrom()
                .iterable(revocations)
                .onItem()
                .transformToUniAndConcatenate(
                        revocation -> redis.send(StreamScripts.append(revocation, config.streamLength())))
                .collect()
                .last()
                // The connection may have been idle for so long that it was just being closed.
                .onFailure()
                .retry()
                .atMost(1)
                .ifNoItem()
                .after(config.publishDeadline())
                .fail()
                .map(Response::toString)
                .chain(this::awaitConfirmation)
                .map(count -> new Receipt(count.confirmed(), (System.nanoTime() - start) / 1_000_000))
                .onFailure()
                .transform(Revocations::unconfirmed));
    }

    /**
     * What was revoked since a replica was at {@code position}, for whoever takes up elsewhere, or later, what a credential
     * has begun.
     *
     * @param position of {@link RevocationTail#position}, not long ago
     * @return fails with 503 {@code DEPENDENCY_UNAVAILABLE} if that cannot be told
     */
    public Uni<List<Revocation>> since(String position) {
        return OwnContext.resume(redis.send(StreamScripts.since(position))
                .ifNoItem()
                .after(config.publishDeadline())
                .fail()
                .map(this::entries)
                .onFailure()
                .invoke(failure -> LOG.warnf("revocations not read why=%s", failure.toString()))
                .onFailure()
                .transform(_ -> ApiException.dependencyUnavailable("Credentials cannot be checked now")));
    }

    /** So many that there may have been more, which the stream no longer holds, tell nothing. */
    private List<Revocation> entries(Response reply) {
        if (reply.type() == ResponseType.NUMBER || reply.size() >= config.streamLength()) {
            throw new IllegalStateException("the stream no longer holds that position");
        }
        return StreamSupport.stream(reply.spliterator(), false)
                .map(StreamScripts::revocation)
                .toList();
    }

    /** A replica that does not confirm cannot renew, so this ends when the last lease does. */
    private Uni<Count> awaitConfirmation(String entry) {
        return redis.send(StreamScripts.confirmed(entry))
                .map(reply -> new Count(reply.get(0).toInteger(), reply.get(1).toInteger()))
                .chain(count -> count.waiting() == 0
                        ? Uni.createFrom().item(count)
                        : Uni.createFrom()
                                .item(entry)
                                .onItem()
                                .delayIt()
                                .by(POLL)
                                .chain(this::awaitConfirmation))
                .ifNoItem()
                .after(config.lease().plus(config.publishDeadline()))
                .fail();
    }

    private static Throwable unconfirmed(Throwable failure) {
        LOG.warnf("revocation not confirmed why=%s", failure.toString());
        return ApiException.dependencyUnavailable(
                "It is revoked, but not every replica could confirm it yet; repeat the call to see it confirmed");
    }
}
