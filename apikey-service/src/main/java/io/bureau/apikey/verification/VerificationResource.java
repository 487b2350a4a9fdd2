package io.bureau.apikey.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.Service;
import io.bureau.kit.principal.ApiKey;
import io.bureau.kit.principal.Client;
import io.bureau.kit.principal.PrincipalTokens;
import io.bureau.kit.principal.Verification;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Tells another service whom a key stands for, in a token that is good for that service alone. */
@Path("/internal/keys/verify")
@HttpAuthenticationMechanism("internal")
@RolesAllowed("desktops-service")
class VerificationResource {

    record Question(String key, String clientIp) {

        Question {
            if (key == null || clientIp == null) {
                throw ApiException.invalid(key == null ? "key" : "clientIp", "is missing");
            }
        }

        /** Without the key, so that no log line can hold it. */
        @Override
        public String toString() {
            return "Question[clientIp=" + clientIp + "]";
        }
    }

    /**
     * @param outcome {@code valid}, {@code invalid} or {@code ip_not_allowed}
     * @param principal the token, for a valid key
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(String outcome, String principal) {

        static final Answer INVALID = new Answer("invalid", null);
    }

    private final StoreKeyVerifier verifier;
    private final PrincipalTokens tokens;
    private final SecurityIdentity caller;

    VerificationResource(StoreKeyVerifier verifier, PrincipalTokens tokens, SecurityIdentity caller) {
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
        return ApiKey.parse(question.key())
                .map(key -> verifier.verify(key, new Client(question.clientIp(), null))
                        .map(outcome -> answer(outcome, callee)))
                .orElseGet(() -> Uni.createFrom().item(Answer.INVALID));
    }

    private Answer answer(Verification outcome, Service callee) {
        return switch (outcome) {
            case Verification.Valid valid -> new Answer("valid", tokens.mint(valid.principal(), callee));
            case Verification.Invalid _ -> Answer.INVALID;
            case Verification.AddressNotAllowed _ -> new Answer("ip_not_allowed", null);
        };
    }
}
