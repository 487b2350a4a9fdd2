package io.bureau.kit.http;

import java.util.Arrays;
import java.util.Optional;

/** The services by the name that stands in their tokens. */
public enum Service {
    IDENTITY("identity-service"),
    APIKEY("apikey-service"),
    RATELIMIT("ratelimit-service"),
    DESKTOPS("desktops-service");

    private final String id;

    Service(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    public static Optional<Service> byId(String id) {
        return Arrays.stream(values()).filter(service -> service.id.equals(id)).findFirst();
    }
}
