package io.bureau.apikey.leak;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;

/** What the organisation wants done with a leaked key: for those who run it to see and to choose. */
@Path("/api/keys/leak-response")
@HttpAuthenticationMechanism("session")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
class LeakResponseResource {

    record Setting(LeakResponse response) {}

    private final LeakResponses responses;
    private final Store store;
    private final CurrentPrincipal principal;

    LeakResponseResource(LeakResponses responses, Store store, CurrentPrincipal principal) {
        this.responses = responses;
        this.store = store;
        this.principal = principal;
    }

    @GET
    public Uni<Setting> get() {
        return store.answer(responses.of(whoRunsIt().organisation().id())).map(Setting::new);
    }

    @PUT
    public Uni<Setting> choose(Setting wanted) {
        var chooser = whoRunsIt();
        if (wanted == null || wanted.response() == null) {
            throw ApiException.invalid("response", "must be revoke or quarantine");
        }
        return store.answer(responses.choose(wanted.response(), chooser)).map(Setting::new);
    }

    private Principal whoRunsIt() {
        var caller = principal.get();
        if (!caller.administers()) {
            throw ApiException.forbidden("Only owners and admins may do this");
        }
        return caller;
    }
}
