package io.bureau.apikey.key;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.http.Cidr;
import io.bureau.kit.outbox.RevocationOutbox;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.revocation.Revocation;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keys whose secrets have got out: found by their hashes, and ended or shut in. */
@ApplicationScoped
public class LeakedKeys {

    private final ApiKeys keys;
    private final Peppers peppers;
    private final RevocationOutbox outbox;

    LeakedKeys(ApiKeys keys, Peppers peppers, RevocationOutbox outbox) {
        this.keys = keys;
        this.peppers = peppers;
        this.outbox = outbox;
    }

    /** What may be stored of a secret: its hash under each pepper. */
    public List<KeyHash> hashes(ApiKey key) {
        return peppers.possibleHashes(key);
    }

    /** The id of the key with one of these hashes, whatever has become of it. */
    @WithSession
    public Uni<Optional<String>> find(List<KeyHash> hashes) {
        return keys.findByHash(hashes).map(key -> Optional.ofNullable(key).map(found -> found.id));
    }

    /** Joins the transaction at hand; empty for a key that is revoked or expired. */
    public Uni<Optional<LeakedKey>> lockLive(String id, Instant now) {
        return keys.lock(id)
                .map(key -> Optional.ofNullable(key)
                        .filter(found -> found.isLiveAt(now))
                        .map(LeakedKey::of));
    }

    /** Ends the key, in the transaction that has locked it, and leaves word in the outbox. */
    public Uni<Void> revoke(LeakedKey leaked, EndReason reason, Instant now) {
        return keys.findById(leaked.id())
                .invoke(key -> key.revoke(reason, Actor.system(), now))
                .chain(() -> announce(leaked, now));
    }

    /** Lets the key work from these networks alone; else as {@link #revoke}. */
    public Uni<Void> quarantine(LeakedKey leaked, List<Cidr> networks, Instant now) {
        return keys.findById(leaked.id())
                .invoke(key -> key.quarantine(networks, now))
                .chain(() -> announce(leaked, now));
    }

    private Uni<Void> announce(LeakedKey leaked, Instant now) {
        return outbox.add(Revocation.ofKey(leaked.id()), now);
    }
}
