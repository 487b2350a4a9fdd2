package io.bureau.desktops.screen;

import io.bureau.desktops.desktop.Intent;
import io.bureau.kit.principal.CurrentPrincipal;
import io.quarkus.security.PermissionsAllowed;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** What a desktop shows, as a picture. */
@Path("/v1/desktops/{id}/screenshot")
class ScreenshotResource {

    private final Screens screens;
    private final Encoders encoders;
    private final CurrentPrincipal principal;

    ScreenshotResource(Screens screens, Encoders encoders, CurrentPrincipal principal) {
        this.screens = screens;
        this.encoders = encoders;
        this.principal = principal;
    }

    @GET
    @APIResponse(
            responseCode = "200",
            description = "The picture",
            content = {
                @Content(mediaType = "image/png", schema = @Schema(type = SchemaType.STRING, format = "binary")),
                @Content(mediaType = "image/jpeg", schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @PermissionsAllowed("desktop:control")
    public Uni<RestResponse<byte[]>> take(
            @RestPath String id,
            @RestQuery String format,
            @RestQuery String quality,
            @RestQuery String scale,
            @RestQuery String cursor,
            @RestQuery String x,
            @RestQuery String y,
            @RestQuery String width,
            @RestQuery String height) {
        var shot = Shot.parse(format, quality, scale, cursor, x, y, width, height);
        return screens.act(id, principal.get(), principal.asOf(), Intent.LOOK, screen -> take(screen, shot))
                .map(bytes -> answer(bytes, shot));
    }

    private byte[] take(Screen screen, Shot shot) throws IOException, InterruptedException {
        screen.settle();
        return encoders.encode(() -> shot.encode(screen.cut(shot.area(), shot.withCursor())));
    }

    /** It shows what may be nobody else's business, so nobody on the way keeps it. */
    private static RestResponse<byte[]> answer(byte[] bytes, Shot shot) {
        return RestResponse.ResponseBuilder.ok(bytes)
                .type(shot.format().mediaType())
                .header("Cache-Control", "no-store")
                .build();
    }
}
