package io.bureau.desktops.live;

import io.bureau.desktops.desktop.Intent;
import io.bureau.kit.error.ApiException;
import java.time.Duration;

/** Why something that was open is so no longer. */
enum Ending {
    /** The other side has left. */
    DONE(1000, "") {
        @Override
        ApiException refusal() {
            return GONE.refusal();
        }
    },
    STOPPING(1001, "This server is stopping; connect again") {
        @Override
        ApiException refusal() {
            return ApiException.dependencyUnavailable("The service is stopping");
        }
    },
    MALFORMED(1002, "That is not how the protocol goes") {
        @Override
        ApiException refusal() {
            return ApiException.badRequest("That is not how the protocol goes");
        }
    },
    /** Whether the credential was revoked nobody can say. */
    UNSURE(1013, "Credentials cannot be checked now; connect again") {
        @Override
        ApiException refusal() {
            return ApiException.dependencyUnavailable("Credentials cannot be checked now");
        }
    },
    REVOKED(4401, "Your access has ended") {
        @Override
        ApiException refusal() {
            return Tickets.refusal();
        }
    },
    HUMAN_IN_CONTROL(4409, "A person has control of this desktop and does not share its screen") {
        @Override
        ApiException refusal() {
            return Intent.refusal();
        }
    },
    GONE(4410, "The desktop does not answer any more") {
        @Override
        ApiException refusal() {
            return ApiException.unavailable(
                    "DESKTOP_NOT_READY", "The desktop does not answer, or not any more", Duration.ofSeconds(1));
        }
    };

    private final int code;
    private final String reason;

    Ending(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The status of a WebSocket's end (RFC 6455, section 7.4). */
    short code() {
        return (short) code;
    }

    String reason() {
        return reason;
    }

    /** The same for who has not been let in yet. */
    abstract ApiException refusal();
}
