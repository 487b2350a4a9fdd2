package io.bureau.identity.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.Service;
import io.bureau.kit.principal.Client;
import io.bureau.kit.principal.PrincipalTokens;
import io.bureau.kit.principal.Verification;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Tells another service whom a session cookie stands for, in a token that is good for that service alone. */
@Path("/internal/sessions/verify")
@HttpAuthenticationMechanism("internal")
@RolesAllowed({"apikey-service", "desktops-service"})
class VerificationResource {

    record Question(String token, String clientIp, String userAgent) {

        Question {
            if (token == null) {
                throw ApiException.invalid("token", "is missing");
            }
        }

        /** Without the token, so that no log line can hold it. */
        @Override
        public String toString() {
            return "Question[clientIp=" + clientIp + "]";
        }
    }

    /**
     * @param outcome {@code valid} or {@code invalid}
     * @param principal the principal token, for a valid session
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(String outcome, String principal) {}

    private final StoreSessionVerifier verifier;
    private final PrincipalTokens tokens;
    private final SecurityIdentity caller;

    VerificationResource(StoreSessionVerifier verifier, PrincipalTokens tokens, SecurityIdentity caller) {
        this.verifier = verifier;
        this.tokens = tokens;
        this.caller = caller;
    }

    @POST
    public Uni<Answer> verify(Question question) {
        if (question == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        var callee = Service.byId(caller.getPrincipal().getName()).orElseThrow();
        return verifier.verify(question.token(), new Client(question.clientIp(), question.userAgent()))
                .map(outcome -> outcome instanceof Verification.Valid valid
                        ? new Answer("valid", tokens.mint(valid.principal(), callee))
                        : new Answer("invalid", null));
    }
}
