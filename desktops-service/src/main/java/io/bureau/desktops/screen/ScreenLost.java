package io.bureau.desktops.screen;

/** The screen cannot be reached, does not answer in time, or does not do as screens should. */
public final class ScreenLost extends RuntimeException {

    public ScreenLost(String message) {
        super(message);
    }

    ScreenLost(String message, Throwable cause) {
        super(message, cause);
    }
}
