package io.bureau.apikey.verification;

import io.bureau.apikey.key.KnownKey;
import io.bureau.apikey.key.KnownKeys;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Client;
import io.bureau.kit.principal.KeyVerifier;
import io.bureau.kit.principal.Verification;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Decides on keys by what the store holds at this moment. */
@ApplicationScoped
class StoreKeyVerifier implements KeyVerifier {

    private final KnownKeys keys;
    private final AddressRefusals refusals;
    private final Store store;
    private final Clock clock;

    StoreKeyVerifier(KnownKeys keys, AddressRefusals refusals, Store store, Clock clock) {
        this.keys = keys;
        this.refusals = refusals;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Uni<Verification> verify(ApiKey key, Client client) {
        return store.answer(keys.find(key)).chain(found -> decide(found, client, clock.instant()));
    }

    /** Valid until now and no longer: the next request asks the store again. */
    private Uni<Verification> decide(Optional<KnownKey> found, Client client, Instant now) {
        var live = found.filter(key -> key.isLiveAt(now));
        if (live.isEmpty()) {
            return Uni.createFrom().item(new Verification.Invalid());
        }
        var key = live.get();
        return key.allows(client.ip())
                ? Uni.createFrom().item(new Verification.Valid(key.principal(), now))
                : store.answer(refusals.tell(key, client.ip())).replaceWith(new Verification.AddressNotAllowed());
    }
}
