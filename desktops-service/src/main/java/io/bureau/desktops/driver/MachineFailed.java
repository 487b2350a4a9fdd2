package io.bureau.desktops.driver;

/**
 * The engine answers, and this machine cannot be had: its image is missing, say. The message is fit to be a desktop's
 * {@code statusReason}; the cause is for the log.
 */
public final class MachineFailed extends RuntimeException {

    public MachineFailed(String message) {
        super(message);
    }

    public MachineFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
