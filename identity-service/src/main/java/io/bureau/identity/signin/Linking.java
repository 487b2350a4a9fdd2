package io.bureau.identity.signin;

import io.bureau.identity.account.AccountStore;
import io.bureau.identity.account.ProvenIdentity;
import io.bureau.kit.http.ClientAddress;
import io.bureau.kit.principal.Client;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.principal.SessionCookie;
import io.bureau.kit.principal.SessionVerifier;
import io.bureau.kit.principal.Verification;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;

/** Gives a user who is signed in one more identity, once he has proved that it is his. */
@ApplicationScoped
class Linking {

    private static final Logger LOG = Logger.getLogger(Linking.class);
    private static final String TAKEN = "identity_taken";

    private final SessionVerifier sessions;
    private final AccountStore accounts;
    private final Store store;

    Linking(SessionVerifier sessions, AccountStore accounts, Store store) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.store = store;
    }

    /** The session that began it must still be the one of this browser: nobody else gets the identity. */
    Uni<SignInOutcome> link(ProvenIdentity identity, Pending begun, RoutingContext request) {
        return SessionCookie.of(request) instanceof SessionCookie.Present(var token)
                ? sessions.verify(token, client(request)).chain(outcome -> decide(outcome, identity, begun))
                : Uni.createFrom().item(expired(begun));
    }

    private Uni<SignInOutcome> decide(Verification outcome, ProvenIdentity identity, Pending begun) {
        return outcome instanceof Verification.Valid valid
                        && valid.principal().credential().id().equals(begun.session())
                ? link(identity, valid.principal(), begun)
                : Uni.createFrom().item(expired(begun));
    }

    /** A second attempt finds whose it is, if another link or first sign-in was taking it at this moment. */
    private Uni<SignInOutcome> link(ProvenIdentity identity, Principal principal, Pending begun) {
        return store.answer(Uni.createFrom()
                        .deferred(() -> accounts.link(identity, principal))
                        .onFailure(ConstraintViolationException.class)
                        .retry()
                        .atMost(1))
                .map(linked -> linked ? new SignInOutcome.Linked(begun.returnTo()) : taken(identity, principal, begun));
    }

    private static SignInOutcome taken(ProvenIdentity identity, Principal principal, Pending begun) {
        LOG.infof(
                "link refused provider=%s session=%s why=%s",
                identity.provider(), principal.credential().id(), TAKEN);
        return new SignInOutcome.NotLinked(begun.returnTo(), TAKEN);
    }

    private static SignInOutcome expired(Pending begun) {
        return new SignInOutcome.NotLinked(begun.returnTo(), SignInOutcome.Refused.EXPIRED.code());
    }

    private static Client client(RoutingContext request) {
        return new Client(ClientAddress.of(request), request.request().getHeader("User-Agent"));
    }
}
