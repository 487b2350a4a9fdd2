package io.bureau.desktops.desktop;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a desktop is in its life. Public for the scanner that writes the OpenAPI document. */
public enum Status {
    /** Its machine is to be made. */
    PENDING,
    /** Its machine is to be started, or has been and does not answer yet. */
    BOOTING,
    RUNNING,
    STOPPING,
    STOPPED,
    DESTROYING,
    DESTROYED,
    ERROR;

    /** Those from which none comes back. */
    static final Set<Status> LEAVING = Set.of(DESTROYING, DESTROYED);

    /** The name in the API. */
    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Status> byId(String id) {
        return Arrays.stream(values()).filter(status -> status.id().equals(id)).findFirst();
    }

    /** Whether there is work to do until it is another one. */
    boolean isOnTheWay() {
        return switch (this) {
            case PENDING, BOOTING, STOPPING, DESTROYING -> true;
            case RUNNING, STOPPED, DESTROYED, ERROR -> false;
        };
    }
}
