package io.bureau.apikey.key;

import io.bureau.kit.audit.Actor;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Makes keys, and hands none to somebody who has just lost his membership: what he had was ended by then, and a key that was
 * on its way meanwhile would outlive him.
 */
@ApplicationScoped
class KeyCreation {

    private static final Logger LOG = Logger.getLogger(KeyCreation.class);

    private final KeyStore keys;
    private final KeyEnds ends;
    private final People people;
    private final Store store;

    KeyCreation(KeyStore keys, KeyEnds ends, People people, Store store) {
        this.keys = keys;
        this.ends = ends;
        this.people = people;
        this.store = store;
    }

    /**
     * Stores the hash of {@code secret} as a key of the creator's organisation. Asked once the key is committed, so that
     * either identity-service knows of the end of a membership, or that end finds the key.
     *
     * @return the key; fails as {@link KeyStore#create} does, with 401 if the creator is no member any more, with 503 if
     *     identity-service cannot say so
     */
    Uni<KeyRecord> create(KeyRequest request, ApiKey secret, Principal creator) {
        return store.answer(keys.create(request, secret, creator))
                .call(key -> people.isMember(creator)
                        .onFailure()
                        .call(() -> withdraw(key, EndReason.REVOKED_BY_USER, creator))
                        .chain(isMember -> isMember
                                ? Uni.createFrom().voidItem()
                                : withdraw(key, EndReason.MEMBER_REMOVED, creator)
                                        .chain(() -> refuse(key, creator))));
    }

    /** Nobody has seen its secret, so nothing can hold it in a cache. */
    private Uni<Void> withdraw(KeyRecord key, EndReason reason, Principal creator) {
        return store.answer(ends.revoke(key.id(), reason, Actor.of(creator))).replaceWithVoid();
    }

    private static Uni<Void> refuse(KeyRecord key, Principal creator) {
        LOG.infof(
                "refused status=401 credential=%s key=%s why=not a member any more",
                creator.credential().id(), key.id());
        return Uni.createFrom()
                .failure(ApiException.unauthorized("You are not signed in, or your session has ended", true));
    }
}
