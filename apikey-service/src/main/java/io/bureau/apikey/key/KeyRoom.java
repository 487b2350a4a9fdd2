package io.bureau.apikey.key;

import io.bureau.kit.error.ApiException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** How many keys an organisation may have at once. */
@ApplicationScoped
class KeyRoom {

    private final ApiKeys keys;
    private final KeyConfig config;

    KeyRoom(ApiKeys keys, KeyConfig config) {
        this.keys = keys;
        this.config = config;
    }

    /**
     * Fails with 409 {@code LIMIT_REACHED} if there is no room for one more. Exact for whoever holds the organisation's lock:
     * nobody else can add a key before the transaction ends.
     */
    Uni<Void> check(String organisation, Instant now) {
        return keys.countLive(organisation, now)
                .invoke(live -> {
                    if (live >= config.activeKeys()) {
                        throw ApiException.of(
                                409,
                                "LIMIT_REACHED",
                                "This organisation has " + live
                                        + " active keys and may have no more; revoke one first");
                    }
                })
                .replaceWithVoid();
    }
}
