package io.bureau.desktops.files;

import static io.bureau.kit.http.Bodies.present;

import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.Bodies;
import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MultiHelper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import java.io.File;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** The files of a desktop. Paths are from the root or from the home folder. */
@Path("/v1/desktops/{id}/files")
class FileResource {

    record NewFolder(String path) {}

    record Move(String from, String to) {}

    private final Files files;
    private final Transfers transfers;
    private final FilesConfig config;
    private final CurrentPrincipal principal;

    FileResource(Files files, Transfers transfers, FilesConfig config, CurrentPrincipal principal) {
        this.files = files;
        this.transfers = transfers;
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

    @GET
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @PermissionsAllowed("desktop:control")
    @Operation(
            description = "The content of a file, or the part of it that Range asks for; a link is followed."
                    + " A connection that is closed early has not brought all of it.")
    public Uni<RestResponse<Sending>> download(
            @RestPath String id,
            @RestQuery String path,
            @RestHeader("Range") String range,
            @RestHeader("If-Range") String ifRange,
            @Context Request request) {
        var file = FilePath.parse("path", path);
        return open(id, file)
                .map(download -> orEnd(download, () -> new Answer(file, download).toGet(range, ifRange, request)));
    }

    @HEAD
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    @PermissionsAllowed("desktop:control")
    @Operation(hidden = true)
    public Uni<RestResponse<Sending>> describe(@RestPath String id, @RestQuery String path) {
        var file = FilePath.parse("path", path);
        return open(id, file).map(download -> {
            download.end();
            return new Answer(file, download).toHead();
        });
    }

    @PUT
    @Consumes(MediaType.WILDCARD)
    @Produces(MediaType.APPLICATION_JSON)
    @PermissionsAllowed("desktop:control")
    @Operation(
            description =
                    "Makes a file of the body, or replaces one; it is there once it is complete. The folder has to be"
                            + " there. With If-None-Match: * it replaces nothing.")
    @RequestBodySchema(File.class)
    @APIResponse(responseCode = "200", description = "Replaced")
    @APIResponse(responseCode = "201", description = "Made")
    public Uni<RestResponse<Entry>> upload(
            @RestPath String id,
            @RestQuery String path,
            @RestHeader("If-None-Match") String ifNoneMatch,
            @RestHeader("Content-Range") String contentRange,
            @Context RoutingContext request) {
        var content = content(request.request());
        return Uni.createFrom()
                .deferred(() -> {
                    var file = FilePath.parse("path", path);
                    if (contentRange != null) {
                        throw ApiException.badRequest("A file is uploaded whole: Content-Range is not for PUT");
                    }
                    return transfers
                            .begin(id, principal.get(), principal.asOf())
                            .chain(transfer -> new Upload(
                                            transfer,
                                            "*".equals(ifNoneMatch),
                                            config.uploadLimit().asLongValue())
                                    .receive(file, content));
                })
                .onFailure()
                .invoke(() -> Bodies.abandon(request))
                .map(done -> RestResponse.ResponseBuilder.create(
                                done.replaced() ? Status.OK : Status.CREATED, done.entry())
                        .build());
    }

    @DELETE
    @ResponseStatus(204)
    @PermissionsAllowed("desktop:control")
    @Operation(
            description =
                    "Removes a file, a link or an empty folder; with recursive=true a folder with all that is in it.")
    public Uni<Void> delete(@RestPath String id, @RestQuery String path, @RestQuery boolean recursive) {
        var file = FilePath.parse("path", path);
        return recursive
                ? transfers
                        .begin(id, principal.get(), principal.asOf())
                        .chain(transfer -> transfer.unlessCut(
                                        transfer.run(there -> there.deleteAll(file), config.removalDeadline()))
                                .onTermination()
                                .invoke(transfer::end))
                : files.work(id, principal.get(), there -> there.delete(file));
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

    private Uni<Download> open(String id, FilePath path) {
        return transfers
                .begin(id, principal.get(), principal.asOf())
                .chain(transfer -> transfer.unlessCut(transfer.run(there -> there.read(path)))
                        .map(reading -> new Download(transfer, reading))
                        .onFailure()
                        .invoke(transfer::end)
                        .onCancellation()
                        .invoke(transfer::end));
    }

    private static <T> T orEnd(Download download, Supplier<T> answer) {
        try {
            return answer.get();
        } catch (RuntimeException refusal) {
            download.end();
            throw refusal;
        }
    }

    /** Nothing comes before it is asked for. */
    private static Multi<Buffer> content(HttpServerRequest request) {
        request.pause();
        return Multi.createFrom().deferred(() -> {
            if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
                request.response().writeContinue();
            }
            return MultiHelper.toMulti(request);
        });
    }
}
