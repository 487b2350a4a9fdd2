package io.bureau.desktops.webhook;

/** A webhook leads where it must not, or nowhere; the message is fit for whoever set it up, and begins in lower case. */
final class TargetRefused extends RuntimeException {

    TargetRefused(String message) {
        super(message, null, false, false);
    }
}
