package io.bureau.kit.principal;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.InternalClients;
import io.bureau.kit.http.Service;
import io.bureau.kit.token.TokenRefused;
import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/**
 * Asks the service that owns the credential, through the cache that revocation can reach. A service that decides for
 * itself brings its own {@link KeyVerifier} or {@link SessionVerifier}, and this one stands back.
 */
class RemoteVerifier {

    private static final Logger LOG = Logger.getLogger(RemoteVerifier.class);

    record KeyQuestion(String key, String clientIp) {}

    record SessionQuestion(String token, String clientIp, String userAgent) {}

    record Answer(String outcome, String principal) {}

    @DefaultBean
    @ApplicationScoped
    static class Keys implements KeyVerifier {

        private final InternalClients clients;
        private final PrincipalTokens tokens;
        private final PrincipalCache cache;

        Keys(InternalClients clients, PrincipalTokens tokens, PrincipalCache cache) {
            this.clients = clients;
            this.tokens = tokens;
            this.cache = cache;
        }

        @Override
        public Uni<Verification> verify(ApiKey key, Client client) {
            return cache.get(
                    key.reveal() + " " + client.ip(),
                    () -> clients.to(Service.APIKEY)
                            .post("/internal/keys/verify", new KeyQuestion(key.reveal(), client.ip()), Answer.class)
                            .chain(answer -> outcome(answer, tokens)));
        }
    }

    @DefaultBean
    @ApplicationScoped
    static class Sessions implements SessionVerifier {

        private final InternalClients clients;
        private final PrincipalTokens tokens;
        private final PrincipalCache cache;

        Sessions(InternalClients clients, PrincipalTokens tokens, PrincipalCache cache) {
            this.clients = clients;
            this.tokens = tokens;
            this.cache = cache;
        }

        @Override
        public Uni<Verification> verify(String token, Client client) {
            return cache.get(
                    token,
                    () -> clients.to(Service.IDENTITY)
                            .post(
                                    "/internal/sessions/verify",
                                    new SessionQuestion(token, client.ip(), client.userAgent()),
                                    Answer.class)
                            .chain(answer -> outcome(answer, tokens)));
        }
    }

    private RemoteVerifier() {}

    private static Uni<Verification> outcome(Answer answer, PrincipalTokens tokens) {
        return switch (answer.outcome()) {
            case "valid" ->
                tokens.verify(answer.principal())
                        .<Verification>map(verified -> new Verification.Valid(verified.principal(), verified.until()))
                        .onFailure(
                                failure -> failure instanceof TokenRefused || failure instanceof IllegalStateException)
                        .transform(RemoteVerifier::notBelieved);
            case "ip_not_allowed" -> Uni.createFrom().item(new Verification.AddressNotAllowed());
            default -> Uni.createFrom().item(new Verification.Invalid());
        };
    }

    private static Throwable notBelieved(Throwable failure) {
        LOG.errorf("principal token not believed why=%s", failure.getMessage());
        return ApiException.dependencyUnavailable("A part of Bureau is not answering; try again in a moment");
    }
}
