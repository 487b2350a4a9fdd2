package io.bureau.kit.principal;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Waits for what comes of a request that was made with a key, and tells of it: what it was let in by and how it was
 * answered is known only then.
 */
@ApplicationScoped
class KeyUseWatch {

    /** For a caller who left before there was an answer; no answer has this status. */
    private static final int CALLER_LEFT = 499;

    private final KeyUses uses;
    private final Clock clock;

    KeyUseWatch(KeyUses uses, Clock clock) {
        this.uses = uses;
        this.clock = clock;
    }

    /** Tells once, as soon as the answer begins: one that is streamed may take hours to end. */
    void follow(String keyId, String ip, RoutingContext request) {
        var use = new Pending(keyId, clock.instant(), ip, request, new AtomicBoolean());
        // Others write the status in the same event, maybe after us.
        request.addHeadersEndHandler(_ ->
                request.vertx().runOnContext(_ -> tell(use, request.response().getStatusCode())));
        request.addEndHandler(_ -> {
            if (!request.response().headWritten()) {
                tell(use, CALLER_LEFT);
            }
        });
    }

    private void tell(Pending use, int status) {
        if (use.told().compareAndSet(false, true)) {
            uses.record(new KeyUse(use.keyId(), use.at(), use.ip(), UsedCapability.of(use.request()), status));
        }
    }

    private record Pending(String keyId, Instant at, String ip, RoutingContext request, AtomicBoolean told) {}
}
