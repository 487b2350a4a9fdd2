package io.bureau.desktops.webhook;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.Bodies;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.principal.Principal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** The webhooks of an organisation, in the hands of those who run it. */
@Path("/api/webhooks")
@HttpAuthenticationMechanism("session")
@Authenticated
class WebhookResource {

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    /** @param secret the only time that it is shown */
    record WithSecret(@JsonUnwrapped WebhookView view, String secret) {

        @Override
        public String toString() {
            return "WithSecret[" + view.id() + "]";
        }
    }

    record Rotation(Integer overlapSeconds) {

        Rotation {
            if (overlapSeconds == null || overlapSeconds < 0 || overlapSeconds > LONGEST_OVERLAP.toSeconds()) {
                throw ApiException.invalid("overlapSeconds", "must be 0 to " + LONGEST_OVERLAP.toSeconds());
            }
        }
    }

    private final WebhookStore webhooks;
    private final Targets targets;
    private final Store store;
    private final CurrentPrincipal principal;

    WebhookResource(WebhookStore webhooks, Targets targets, Store store, CurrentPrincipal principal) {
        this.webhooks = webhooks;
        this.targets = targets;
        this.store = store;
        this.principal = principal;
    }

    @GET
    public Uni<List<WebhookView>> list() {
        return store.answer(webhooks.list(admin(principal)));
    }

    @POST
    @ResponseStatus(201)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    public Uni<WithSecret> create(WebhookRequest wanted) {
        var caller = admin(principal);
        if (Bodies.present(wanted).url() == null) {
            throw ApiException.invalid("url", "is missing");
        }
        var secret = SigningSecret.generate();
        return checkTarget(wanted)
                .chain(() -> store.answer(webhooks.create(wanted, secret, caller)))
                .map(view -> new WithSecret(view, secret.reveal()));
    }

    @GET
    @Path("/{id}")
    public Uni<WebhookView> get(@RestPath String id) {
        return store.answer(webhooks.find(id, admin(principal)));
    }

    @PATCH
    @Path("/{id}")
    public Uni<WebhookView> amend(@RestPath String id, WebhookRequest wanted) {
        var caller = admin(principal);
        return checkTarget(Bodies.present(wanted)).chain(() -> store.answer(webhooks.amend(id, wanted, caller)));
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    public Uni<Void> delete(@RestPath String id) {
        return store.answer(webhooks.delete(id, admin(principal)));
    }

    @POST
    @Path("/{id}/rotate-secret")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseHeader(name = "Cache-Control", value = "no-store")
    public Uni<WithSecret> rotate(@RestPath String id, Rotation rotation) {
        var caller = admin(principal);
        var overlap = Duration.ofSeconds(Bodies.present(rotation).overlapSeconds());
        var secret = SigningSecret.generate();
        return store.answer(webhooks.rotate(id, secret, overlap, caller))
                .map(view -> new WithSecret(view, secret.reveal()));
    }

    /** @throws ApiException 403 for those who do not run the organisation */
    static Principal admin(CurrentPrincipal principal) {
        var caller = principal.get();
        if (!caller.administers()) {
            throw ApiException.forbidden("Only owners and admins of the organisation manage its webhooks");
        }
        return caller;
    }

    /** As far as it can be told now: the name may lead elsewhere by the time of a delivery, and is checked anew then. */
    private Uni<Void> checkTarget(WebhookRequest wanted) {
        return wanted.url() == null
                ? Uni.createFrom().voidItem()
                : targets.resolve(TargetUrl.parse(wanted.url()))
                        .onFailure(TargetRefused.class)
                        .transform(refused -> TargetUrl.invalid(refused.getMessage()))
                        .replaceWithVoid();
    }
}
