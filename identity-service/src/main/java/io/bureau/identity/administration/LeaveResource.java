package io.bureau.identity.administration;

import io.bureau.identity.administration.MemberEnding.DepartureReceipt;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** The way out of an organisation, for every member. */
@Path("/api/organisations/{organisation}/leave")
@HttpAuthenticationMechanism("session")
@Authenticated
class LeaveResource {

    /** @param handOverTo the member who answers for his keys from now on; they are revoked if it is absent */
    record Leaving(String handOverTo) {}

    private final MemberStore changes;
    private final MemberEnding ending;
    private final Store store;
    private final CurrentPrincipal principal;

    LeaveResource(MemberStore changes, MemberEnding ending, Store store, CurrentPrincipal principal) {
        this.changes = changes;
        this.ending = ending;
        this.store = store;
        this.principal = principal;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<DepartureReceipt> leave(@RestPath String organisation, Leaving leaving) {
        var who = principal.get();
        var handOverTo = leaving == null ? null : leaving.handOverTo();
        return store.answer(changes.leave(organisation, handOverTo, who))
                .chain(departed -> ending.confirm(organisation, who.user(), departed));
    }
}
