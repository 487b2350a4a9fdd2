package io.bureau.desktops.files;

import static io.bureau.kit.http.Bodies.present;

import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** The files of a desktop. Paths are from the root or from the home folder. */
@Path("/v1/desktops/{id}/files")
class FileResource {

    record NewFolder(String path) {}

    record Move(String from, String to) {}

    private final Files files;
    private final FilesConfig config;
    private final CurrentPrincipal principal;

    FileResource(Files files, FilesConfig config, CurrentPrincipal principal) {
        this.files = files;
        this.config = config;
        this.principal = principal;
    }

    @GET
    @Path("/list")
    @PermissionsAllowed("desktop:control")
    @Operation(description = "What is in a folder, folders first; the home folder if no path is given.")
    public Uni<Listing> list(@RestPath String id, @RestQuery String path) {
        var folder = FilePath.parse("path", path == null ? "~" : path);
        return files.work(id, principal.get(), there -> there.list(folder, config.listLimit()));
    }

    @DELETE
    @ResponseStatus(204)
    @PermissionsAllowed("desktop:control")
    @Operation(description = "Removes a file, a link or an empty folder.")
    public Uni<Void> delete(@RestPath String id, @RestQuery String path) {
        var file = FilePath.parse("path", path);
        return files.work(id, principal.get(), there -> there.delete(file));
    }

    @POST
    @Path("/folders")
    @Consumes(MediaType.APPLICATION_JSON)
    @ResponseStatus(201)
    @PermissionsAllowed("desktop:control")
    @Operation(description = "Makes a folder in one that is there.")
    public Uni<Entry> makeFolder(@RestPath String id, NewFolder wanted) {
        var folder = FilePath.parse("path", present(wanted).path());
        return files.work(id, principal.get(), there -> there.make(folder));
    }

    @POST
    @Path("/move")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermissionsAllowed("desktop:control")
    @Operation(description = "Renames or moves a file or folder; never replaces another.")
    public Uni<Entry> move(@RestPath String id, Move wanted) {
        var from = FilePath.parse("from", present(wanted).from());
        var to = FilePath.parse("to", wanted.to());
        return files.work(id, principal.get(), there -> there.move(from, to));
    }
}
