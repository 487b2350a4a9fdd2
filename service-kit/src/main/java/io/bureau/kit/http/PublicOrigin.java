package io.bureau.kit.http;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one origin under which the world sees Bureau: the front door. */
@ApplicationScoped
public class PublicOrigin {

    private final URI url;

    PublicOrigin(@ConfigProperty(name = "bureau.public-url", defaultValue = "http://localhost:8080") URI url) {
        this.url = url;
    }

    /** The address of {@code path}, which begins with a slash. */
    public URI resolve(String path) {
        return url.resolve(path);
    }

    /** Whether an {@code Origin} header names us (RFC 6454); {@code null} does not. */
    public boolean is(String origin) {
        return origin != null && origin.equals(url.getScheme() + "://" + url.getRawAuthority());
    }
}
