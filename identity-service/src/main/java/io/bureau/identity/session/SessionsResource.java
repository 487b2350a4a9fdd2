package io.bureau.identity.session;

import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** The browsers in which a user is signed in, in his own hands. */
@Path("/api/sessions")
@HttpAuthenticationMechanism("session")
@Authenticated
class SessionsResource {

    /**
     * @param replicas how many replicas have confirmed that they refuse it
     * @param confirmedInMs milliseconds until the last of them did
     */
    record EndReceipt(String id, Instant endedAt, int replicas, long confirmedInMs) {}

    /** @param ended the ids of the sessions that this call has ended */
    record EndsReceipt(List<String> ended, int replicas, long confirmedInMs) {}

    private final SessionStore sessions;
    private final SessionEnding ending;
    private final BrowserSession browser;
    private final Store store;
    private final CurrentPrincipal principal;

    SessionsResource(
            SessionStore sessions,
            SessionEnding ending,
            BrowserSession browser,
            Store store,
            CurrentPrincipal principal) {
        this.sessions = sessions;
        this.ending = ending;
        this.browser = browser;
        this.store = store;
        this.principal = principal;
    }

    @GET
    public Uni<List<SessionRecord>> list() {
        return store.answer(sessions.list(principal.get()));
    }

    @DELETE
    @Path("/{id}")
    public Uni<EndReceipt> end(@RestPath String id, @Context RoutingContext request) {
        var who = principal.get();
        return ending.end(id, who)
                .invoke(() -> {
                    if (id.equals(who.credential().id())) {
                        browser.forget(request);
                    }
                })
                .map(ended -> new EndReceipt(
                        id,
                        ended.at(),
                        ended.receipt().replicas(),
                        ended.receipt().confirmedInMs()));
    }

    @DELETE
    public Uni<EndsReceipt> endOthers() {
        return ending.endOthers(principal.get())
                .map(ended -> new EndsReceipt(
                        ended.ids(), ended.receipt().replicas(), ended.receipt().confirmedInMs()));
    }
}
