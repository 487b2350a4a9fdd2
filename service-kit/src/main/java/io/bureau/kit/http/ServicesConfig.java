package io.bureau.kit.http;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Optional;

/** Where the other services are. A service needs only those it calls or whose tokens it accepts. */
@ConfigMapping(prefix = "bureau.services")
public interface ServicesConfig {

    Optional<URI> identity();

    Optional<URI> apikey();

    Optional<URI> ratelimit();

    Optional<URI> desktops();

    default Optional<URI> urlOf(Service service) {
        return switch (service) {
            case IDENTITY -> identity();
            case APIKEY -> apikey();
            case RATELIMIT -> ratelimit();
            case DESKTOPS -> desktops();
        };
    }
}
