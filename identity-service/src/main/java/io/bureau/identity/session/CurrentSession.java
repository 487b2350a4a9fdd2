package io.bureau.identity.session;

import io.bureau.identity.account.Profiles;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Describes the session of the request at hand to its user. */
@ApplicationScoped
public class CurrentSession {

    private final Profiles profiles;
    private final Store store;

    CurrentSession(Profiles profiles, Store store) {
        this.profiles = profiles;
        this.store = store;
    }

    /** As it acts in the organisation of the principal. */
    Uni<SignedIn> describe(Principal principal) {
        return describe(principal, principal.organisation().id());
    }

    /** As it acts in {@code organisation}, to which it has just been switched. */
    public Uni<SignedIn> describe(Principal principal, String organisation) {
        return store.answer(profiles.find(principal.user(), organisation))
                .onItem()
                .ifNull()
                .failWith(ApiException::notFound)
                .map(profile -> new SignedIn(
                        profile.user(),
                        profile.organisation(),
                        principal.credential().expiresAt()));
    }
}
