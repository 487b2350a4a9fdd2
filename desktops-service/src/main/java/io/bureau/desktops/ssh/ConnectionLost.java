package io.bureau.desktops.ssh;

/** The desktop cannot be reached, or not any more: it was stopped or destroyed, or does not answer. */
public final class ConnectionLost extends RuntimeException {

    ConnectionLost(String message) {
        super(message);
    }

    ConnectionLost(String message, Throwable cause) {
        super(message, cause);
    }
}
