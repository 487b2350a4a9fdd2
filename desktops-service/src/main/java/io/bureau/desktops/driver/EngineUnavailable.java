package io.bureau.desktops.driver;

/** The engine is not configured or does not answer. The message is fit for the public; the cause is for the log. */
public final class EngineUnavailable extends RuntimeException {

    public EngineUnavailable(String message) {
        super(message);
    }

    public EngineUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
