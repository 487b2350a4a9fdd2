package io.bureau.desktops.desktop;

import static io.bureau.kit.http.Bodies.present;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.principal.CurrentPrincipal;
import io.bureau.kit.store.Store;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;

/** A person takes a desktop into his own hands and gives it back. */
@Path("/v1/desktops/{id}/control")
class ControlResource {

    /**
     * @param screenshots whether programs may go on looking; absent for no
     * @param takeOver whether to take it from another person who has it; absent for no
     */
    record Wanted(Boolean screenshots, Boolean takeOver) {}

    private final ControlStore controls;
    private final Creators creators;
    private final Store store;
    private final CurrentPrincipal principal;
    private final Event<ControlChanged> changed;

    ControlResource(
            ControlStore controls,
            Creators creators,
            Store store,
            CurrentPrincipal principal,
            Event<ControlChanged> changed) {
        this.controls = controls;
        this.creators = creators;
        this.store = store;
        this.principal = principal;
        this.changed = changed;
    }

    @PUT
    @PermissionsAllowed("desktop:control")
    @Operation(
            description =
                    "For people only: input by keys and by others is answered 409 HUMAN_IN_CONTROL from now on, until"
                            + " control is handed back or was not used for some minutes; so are screenshots by keys, unless allowed."
                            + " Repeating it changes what is allowed.")
    public Uni<DesktopView> take(@RestPath String id, Wanted wanted) {
        requirePerson();
        var body = present(wanted);
        boolean screenshots = Boolean.TRUE.equals(body.screenshots());
        boolean takeOver = Boolean.TRUE.equals(body.takeOver());
        return store.answer(controls.take(id, principal.get(), screenshots, takeOver))
                .invoke(() -> changed.fire(new ControlChanged(id)))
                .chain(creators::named);
    }

    @DELETE
    @ResponseStatus(204)
    @PermissionsAllowed("desktop:control")
    @Operation(
            description = "Hands control back; harmless if nobody has it. Owners and admins may end another person's.")
    public Uni<Void> release(@RestPath String id) {
        requirePerson();
        return store.answer(controls.release(id, principal.get())).invoke(() -> changed.fire(new ControlChanged(id)));
    }

    private void requirePerson() {
        if (principal.get().isKey()) {
            throw ApiException.of(403, "DASHBOARD_ONLY", "Only a person can have control; sign in to the dashboard");
        }
    }
}
