package io.bureau.identity.signin;

import io.bureau.identity.account.ProvenIdentity;
import io.bureau.identity.session.SessionEnding;
import io.bureau.identity.signin.SignInOutcome.Refused;
import io.bureau.kit.http.ClientAddress;
import io.bureau.kit.principal.Client;
import io.bureau.kit.principal.SessionCookie;
import io.bureau.kit.store.Store;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.logging.Logger;

/** Signing in, from leaving for the provider to the new session, or to one more identity of a user who is signed in. */
@ApplicationScoped
class SignIn {

    private static final Logger LOG = Logger.getLogger(SignIn.class);

    private final SignInConfig config;
    private final CodeFlow flow;
    private final PendingSignIns pending;
    private final Proofs proofs;
    private final Admission admission;
    private final Linking linking;
    private final SessionEnding ending;
    private final Store store;

    SignIn(
            SignInConfig config,
            CodeFlow flow,
            PendingSignIns pending,
            Proofs proofs,
            Admission admission,
            Linking linking,
            SessionEnding ending,
            Store store) {
        this.config = config;
        this.flow = flow;
        this.pending = pending;
        this.proofs = proofs;
        this.admission = admission;
        this.linking = linking;
        this.ending = ending;
        this.store = store;
    }

    /**
     * Where to send the browser; empty if the provider is away. Fails with 503 if the sign-in cannot be kept.
     *
     * @param session that whose user is to be known by one more identity; {@code null} for a sign-in
     */
    Uni<Optional<URI>> begin(Provider provider, String session, String returnTo, RoutingContext request) {
        return flow.begin(provider, request)
                .ifNoItem()
                .after(config.providerDeadline())
                .fail()
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(failure -> providerAway(provider, failure))
                .call(url -> url.map(there -> keep(provider, session, state(there), returnTo, request))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    /** @param state the parameter of that name, by which the sign-in is spent before anything else is done with it */
    Uni<SignInOutcome> complete(Provider provider, String state, SignInCookie browser, RoutingContext request) {
        return pending.take(state)
                .chain(found -> found.map(begun -> complete(begun, provider, browser, request))
                        .orElseGet(() -> Uni.createFrom().item(Refused.EXPIRED)));
    }

    private Uni<SignInOutcome> complete(
            Pending begun, Provider provider, SignInCookie browser, RoutingContext request) {
        if (begun.provider() != provider || !begun.browser().equals(browser.hash())) {
            LOG.warnf("sign-in refused provider=%s ip=%s why=not begun here", provider.id(), ClientAddress.of(request));
            return Uni.createFrom().item(new SignInOutcome.NotTheirs());
        }
        var error = request.request().getParam("error");
        if (error != null) {
            return refuse(begun, error.equals("access_denied") ? Refused.DENIED : Refused.PROVIDER, request);
        }
        return flow.complete(provider, request)
                .chain(identity -> proofs.of(provider, identity))
                .ifNoItem()
                .after(config.providerDeadline())
                .fail()
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(failure -> providerAway(provider, failure))
                .chain(proof -> proof.map(given -> decide(given, begun, request))
                        .orElseGet(() -> refuse(begun, Refused.PROVIDER, request)));
    }

    private Uni<SignInOutcome> decide(Proof proof, Pending begun, RoutingContext request) {
        return switch (proof) {
            case Proof.Proven(var identity) when begun.isLink() -> linking.link(identity, begun, request);
            case Proof.Proven(var identity) -> admit(identity, begun, request);
            case Proof.EmailNotVerified _ -> refuse(begun, Refused.EMAIL_NOT_VERIFIED, request);
        };
    }

    /** A second attempt finds the user whom another first sign-in of the same person was making at this moment. */
    private Uni<SignInOutcome> admit(ProvenIdentity identity, Pending begun, RoutingContext request) {
        var presented = SessionCookie.of(request) instanceof SessionCookie.Present(var token) ? token : null;
        return store.answer(Uni.createFrom()
                        .deferred(() -> admission.admit(identity, client(request), presented))
                        .onFailure(ConstraintViolationException.class)
                        .retry()
                        .atMost(1))
                .call(session -> confirmEnd(session.replaced()))
                .map(session -> new SignInOutcome.SignedIn(session.token(), begun.returnTo()));
    }

    /** Whoever signs in is not held up if it cannot be confirmed yet; the outbox goes on until it is. */
    private Uni<Void> confirmEnd(String replaced) {
        return replaced == null
                ? Uni.createFrom().voidItem()
                : ending.confirm(List.of(replaced)).onFailure().recoverWithNull();
    }

    private Uni<SignInOutcome> refuse(Pending begun, Refused refusal, RoutingContext request) {
        var provider = begun.provider();
        LOG.infof("sign-in refused provider=%s ip=%s why=%s", provider.id(), ClientAddress.of(request), refusal.code());
        return store.answer(admission.refuse(provider, refusal.code(), client(request)))
                .replaceWith(begun.isLink() ? new SignInOutcome.NotLinked(begun.returnTo(), refusal.code()) : refusal);
    }

    private Uni<Void> keep(Provider provider, String session, String state, String returnTo, RoutingContext request) {
        var browser = SignInCookie.of(request).orElseGet(SignInCookie::generate);
        browser.keep(request, config.transactionLifetime());
        return pending.put(state, new Pending(provider, browser.hash(), session, ReturnTo.sanitise(returnTo)));
    }

    private static <T> Optional<T> providerAway(Provider provider, Throwable failure) {
        LOG.warnf("provider fails provider=%s why=%s", provider.id(), reason(failure));
        return Optional.empty();
    }

    /** The first cause, on one line: what a provider answered may hold anything. */
    private static String reason(Throwable failure) {
        var first = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .reduce(failure, (_, cause) -> cause);
        return first.toString().lines().findFirst().orElse("");
    }

    private static Client client(RoutingContext request) {
        return new Client(ClientAddress.of(request), request.request().getHeader("User-Agent"));
    }

    private static String state(URI there) {
        for (var parameter : there.getRawQuery().split("&")) {
            if (parameter.startsWith("state=")) {
                return parameter.substring("state=".length());
            }
        }
        throw new IllegalStateException("the redirect to the provider names no state");
    }
}
