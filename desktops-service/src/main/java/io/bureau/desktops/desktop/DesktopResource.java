package io.bureau.desktops.desktop;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.PublicOrigin;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.store.Store;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The desktops of an organisation. Changes are accepted here and made by the reconciler. */
@Path("/v1/desktops")
class DesktopResource {

    private static final String PATH = "/v1/desktops";

    /** What is absent stays as it is. */
    record Amendment(String name, Boolean keepAlive) {

        Amendment {
            name = name == null ? null : DesktopName.valid(name);
        }
    }

    private final DesktopStore desktops;
    private final Creation creation;
    private final Creators creators;
    private final Reconciler reconciler;
    private final Store store;
    private final PublicOrigin origin;
    private final CurrentPrincipal principal;

    DesktopResource(
            DesktopStore desktops,
            Creation creation,
            Creators creators,
            Reconciler reconciler,
            Store store,
            PublicOrigin origin,
            CurrentPrincipal principal) {
        this.desktops = desktops;
        this.creation = creation;
        this.creators = creators;
        this.reconciler = reconciler;
        this.store = store;
        this.origin = origin;
        this.principal = principal;
    }

    @GET
    @PermissionsAllowed("desktop:read")
    public Uni<RestResponse<List<DesktopView>>> list(
            @RestQuery String status, @RestQuery String limit, @RestQuery String cursor) {
        var query = DesktopQuery.parse(status, limit, cursor);
        return store.answer(desktops.list(query, principal.get()))
                .chain(creators::allNamed)
                .map(found -> page(found, query));
    }

    @POST
    @APIResponse(
            responseCode = "201",
            description = "The desktop, which is being made",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = DesktopView.class)))
    @PermissionsAllowed("desktop:manage")
    public Uni<RestResponse<DesktopView>> create(
            NewDesktop wanted, @RestHeader("Idempotency-Key") String idempotencyKey) {
        if (wanted == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        return creation.create(wanted, idempotencyKey, principal.get())
                .chain(creators::named)
                .map(this::created);
    }

    @GET
    @Path("/{id}")
    @PermissionsAllowed("desktop:read")
    public Uni<DesktopView> get(@RestPath String id) {
        return store.answer(desktops.find(id, principal.get())).chain(creators::named);
    }

    @PATCH
    @Path("/{id}")
    @PermissionsAllowed("desktop:manage")
    public Uni<DesktopView> amend(@RestPath String id, Amendment amendment) {
        if (amendment == null) {
            throw ApiException.badRequest("The request body is missing");
        }
        return store.answer(desktops.amend(id, amendment.name(), amendment.keepAlive(), principal.get()))
                .chain(creators::named);
    }

    @DELETE
    @Path("/{id}")
    @ResponseStatus(204)
    @PermissionsAllowed("desktop:manage")
    public Uni<Void> destroy(@RestPath String id) {
        return ask(id, Ask.DESTROY).replaceWithVoid();
    }

    @POST
    @Path("/{id}/start")
    @PermissionsAllowed("desktop:lifecycle")
    public Uni<DesktopView> start(@RestPath String id) {
        return ask(id, Ask.START).chain(creators::named);
    }

    @POST
    @Path("/{id}/stop")
    @PermissionsAllowed("desktop:lifecycle")
    public Uni<DesktopView> stop(@RestPath String id) {
        return ask(id, Ask.STOP).chain(creators::named);
    }

    @POST
    @Path("/{id}/restart")
    @PermissionsAllowed("desktop:lifecycle")
    public Uni<DesktopView> restart(@RestPath String id) {
        return ask(id, Ask.RESTART).chain(creators::named);
    }

    private Uni<DesktopView> ask(String id, Ask ask) {
        return store.answer(desktops.ask(id, ask, principal.get())).invoke(() -> reconciler.wake(id));
    }

    private RestResponse<DesktopView> created(DesktopView desktop) {
        return RestResponse.ResponseBuilder.<DesktopView>created(origin.resolve(PATH + "/" + desktop.id()))
                .entity(desktop)
                .build();
    }

    /** One more was asked for than is shown, to see whether there is a next page. */
    private RestResponse<List<DesktopView>> page(List<DesktopView> found, DesktopQuery query) {
        if (found.size() <= query.limit()) {
            return RestResponse.ok(found);
        }
        var shown = found.subList(0, query.limit());
        return RestResponse.ResponseBuilder.ok(shown)
                .header("Link", "<" + next(shown.getLast(), query) + ">; rel=\"next\"")
                .build();
    }

    private URI next(DesktopView last, DesktopQuery query) {
        var cursor = new DesktopQuery.Cursor(last.createdAt(), last.id()).toText();
        var status = query.status() == null ? "" : "&status=" + query.status().id();
        return origin.resolve(PATH + "?limit=" + query.limit() + status + "&cursor=" + cursor);
    }
}
