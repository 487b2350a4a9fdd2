package io.bureau.kit.revocation;

import io.bureau.kit.id.Ids;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * This replica's end of the revocation stream: one connection that reads entries as they come, tells the listeners, and
 * then renews the lease, which is at once the confirmation. While it does not keep up there is no lease, and without a lease
 * no cache of principals is used.
 */
@ApplicationScoped
public class RevocationTail {

    private static final Logger LOG = Logger.getLogger(RevocationTail.class);
    private static final Duration RECONNECT = Duration.ofMillis(200);

    private final Redis redis;
    private final RevocationConfig config;
    private final Instance<RevocationListener> listeners;
    private final String replica = Ids.next("rep");
    private final AtomicLong seen = new AtomicLong();
    private volatile long leaseUntil = System.nanoTime();
    private volatile boolean stopped;
    private volatile RedisConnection connection;
    /** {@code null} until the stream was reached for the first time. */
    private volatile String position;

    RevocationTail(Redis redis, RevocationConfig config, @Any Instance<RevocationListener> listeners) {
        this.redis = redis;
        this.config = config;
        this.listeners = listeners;
    }

    /** Whether this replica is known to have seen every revocation that any caller has been told of. */
    public boolean holdsLease() {
        return System.nanoTime() - leaseUntil < 0;
    }

    /** Grows with every revocation and every gap; equal values bracket a time without either. */
    public long seen() {
        return seen.get();
    }

    /**
     * Where in the stream this replica is, for {@link Revocations#since}: the listeners have been told of everything up to here.
     * Empty while nothing is known of the stream.
     */
    public Optional<String> position() {
        return Optional.ofNullable(position);
    }

    void start(@Observes StartupEvent event) {
        if (config.follow()) {
            follow();
        }
    }

    /** Leaves at once, so that nobody waits for a replica that is gone. */
    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        leaseUntil = System.nanoTime();
        var open = connection;
        if (open != null) {
            redis.send(StreamScripts.leave(replica))
                    .ifNoItem()
                    .after(config.publishDeadline())
                    .fail()
                    .eventually(open::closeAndForget)
                    .subscribe()
                    .with(_ -> {}, failure -> LOG.debugf("lease not returned why=%s", failure.toString()));
        }
    }

    private void follow() {
        connect()
                .invoke(open -> connection = open)
                .chain(() -> within(StreamScripts.join()))
                .map(Response::toString)
                .invoke(this::forgetEverythingBefore)
                .chain(this::readOn)
                .subscribe()
                .with(_ -> {}, this::reconnect);
    }

    /** One that comes too late is given back: a pool that is never given back to is soon empty, and nobody revokes any more. */
    private Uni<RedisConnection> connect() {
        var attempt = redis.connect().memoize().indefinitely();
        return attempt.ifNoItem()
                .after(config.lease())
                .fail()
                .onFailure(TimeoutException.class)
                .invoke(() -> attempt.subscribe().with(RedisConnection::closeAndForget, _ -> {}));
    }

    private void reconnect(Throwable failure) {
        var broken = connection;
        connection = null;
        if (broken != null) {
            broken.closeAndForget();
        }
        if (!stopped) {
            LOG.warnf("revocation stream lost, caches are bypassed why=%s", failure.toString());
            Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(RECONNECT)
                    .subscribe()
                    .with(_ -> follow());
        }
    }

    /** Reads and renews for ever; ends only by failing. */
    private Uni<Void> readOn() {
        return Uni.createFrom()
                .deferred(this::next)
                .repeat()
                .until(_ -> stopped)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Response> next() {
        return within(StreamScripts.read(position, config.lease().toMillis() / 4))
                .invoke(this::take)
                .chain(this::renew);
    }

    /** A listener that fails breaks the connection, and with it the lease: nothing is confirmed that was not heard. */
    private void take(Response reply) {
        if (reply == null) {
            return;
        }
        for (var entry : entries(reply)) {
            var revocation = StreamScripts.revocation(entry);
            seen.incrementAndGet();
            listeners.forEach(listener -> listener.onRevocation(revocation));
            position = entry.get(0).toString();
        }
    }

    /** RESP3 answers with a map of streams, RESP2 with a list of pairs. */
    private static Response entries(Response reply) {
        return reply.isMap() ? reply.get(StreamScripts.STREAM) : reply.get(0).get(1);
    }

    private Uni<Response> renew() {
        long asked = System.nanoTime();
        return within(StreamScripts.renew(replica, position, config.lease().toMillis()))
                .invoke(reply -> {
                    switch (reply.toInteger()) {
                        case 1 -> extendLease(asked);
                        case 0 -> LOG.debug("entries are waiting, lease not renewed");
                        default -> throw new IllegalStateException("Redis has lost entries of the stream");
                    }
                });
    }

    /** Counted from before we asked, and a tenth short, so that ours always ends before the one in Redis. */
    private void extendLease(long asked) {
        leaseUntil = asked + config.lease().toNanos() / 10 * 9;
    }

    private void forgetEverythingBefore(String newest) {
        seen.incrementAndGet();
        listeners.forEach(RevocationListener::onGap);
        position = newest;
    }

    private Uni<Response> within(Request request) {
        return connection
                .send(request)
                .ifNoItem()
                .after(config.lease().multipliedBy(2))
                .fail();
    }
}
