package io.bureau.desktops.webhook;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.store.Store;
import io.quarkus.security.Authenticated;
import io.quarkus.vertx.http.runtime.security.annotation.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** What a webhook was told, with what it answered, and telling it again. */
@Path("/api/webhooks/{id}")
@HttpAuthenticationMechanism("session")
@Authenticated
class DeliveryResource {

    private static final int USUAL = 20;
    private static final int MOST = 100;

    private final DeliveryStore deliveries;
    private final Store store;
    private final CurrentPrincipal principal;

    DeliveryResource(DeliveryStore deliveries, Store store, CurrentPrincipal principal) {
        this.deliveries = deliveries;
        this.store = store;
        this.principal = principal;
    }

    @GET
    @Path("/deliveries")
    public Uni<RestResponse<List<DeliveryView>>> page(
            @RestPath String id, @RestQuery Integer limit, @RestQuery String before, @Context UriInfo here) {
        var caller = WebhookResource.admin(principal);
        if (limit != null && (limit < 1 || limit > MOST)) {
            throw ApiException.invalid("limit", "must be 1 to " + MOST);
        }
        if (before != null && !Ids.isWellFormed("msg", before)) {
            throw ApiException.invalid("before", "must be the id of a delivery");
        }
        int most = limit == null ? USUAL : limit;
        return store.answer(deliveries.page(id, before, most, caller)).map(page -> answer(page, most, here));
    }

    @POST
    @Path("/deliveries/{delivery}/resend")
    public Uni<DeliveryView> resend(@RestPath String id, @RestPath String delivery) {
        return store.answer(deliveries.resend(id, delivery, WebhookResource.admin(principal)));
    }

    @POST
    @Path("/test")
    @ResponseStatus(201)
    public Uni<DeliveryView> test(@RestPath String id) {
        return store.answer(deliveries.test(id, WebhookResource.admin(principal)));
    }

    /** A full page may have another behind it. */
    private static RestResponse<List<DeliveryView>> answer(List<DeliveryView> page, int most, UriInfo here) {
        var response = RestResponse.ResponseBuilder.ok(page);
        if (page.size() == most) {
            var next = here.getRequestUriBuilder()
                    .replaceQueryParam("before", page.getLast().id())
                    .build();
            response.header("Link", "<" + next.getRawPath() + "?" + next.getRawQuery() + ">; rel=\"next\"");
        }
        return response.build();
    }
}
