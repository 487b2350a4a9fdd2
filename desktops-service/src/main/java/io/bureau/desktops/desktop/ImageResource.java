package io.bureau.desktops.desktop;

import io.quarkus.security.PermissionsAllowed;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Collection;

/** The images that desktops can be made from. */
@Path("/v1/images")
class ImageResource {

    private final Images images;

    ImageResource(Images images) {
        this.images = images;
    }

    @GET
    @NonBlocking
    @PermissionsAllowed("desktop:read")
    public Collection<Images.Image> list() {
        return images.all();
    }
}
