package io.bureau.identity.invitation;

import io.bureau.identity.session.CurrentSession;
import io.bureau.identity.session.SessionMoves;
import io.bureau.identity.session.SignedIn;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.outbox.ConfirmedRevocations;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.revocation.Receipt;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

/** For whoever holds the link of an invitation and is signed in. */
@Path("/api/organisations/invitations")
@HttpAuthenticationMechanism("session")
@Authenticated
class AcceptanceResource {

    record Holding(String token) {

        Holding {
            if (token == null) {
                throw ApiException.invalid("token", "is missing");
            }
        }

        /** Fails with 404 if it has not the form of a token: then there is no such invitation. */
        InvitationToken parsed() {
            return InvitationToken.parse(token).orElseThrow(ApiException::notFound);
        }

        /** Without the token, so that no log line can hold it. */
        @Override
        public String toString() {
            return "Holding[***]";
        }
    }

    private final Acceptance acceptance;
    private final ConfirmedRevocations revocations;
    private final CurrentSession session;
    private final Store store;
    private final CurrentPrincipal principal;

    AcceptanceResource(
            Acceptance acceptance,
            ConfirmedRevocations revocations,
            CurrentSession session,
            Store store,
            CurrentPrincipal principal) {
        this.acceptance = acceptance;
        this.revocations = revocations;
        this.session = session;
        this.store = store;
        this.principal = principal;
    }

    @POST
    @Path("/preview")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Offer> preview(Holding holding) {
        return store.answer(acceptance.preview(given(holding).parsed()));
    }

    @POST
    @Path("/accept")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<SignedIn> accept(Holding holding) {
        var who = principal.get();
        return store.answer(acceptance.accept(given(holding).parsed(), who))
                .call(() -> confirmSwitch(who))
                .chain(organisation -> session.describe(who, organisation));
    }

    /** Whoever has joined is told so in any case: the link works once. The outbox goes on until every replica knows. */
    private Uni<Receipt> confirmSwitch(Principal who) {
        return revocations.confirm(SessionMoves.switched(who)).onFailure().recoverWithNull();
    }

    private static Holding given(Holding holding) {
        if (holding == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        return holding;
    }
}
