package io.bureau.desktops.webhook;

import java.time.Duration;

/**
 * What came of one attempt.
 *
 * @param status of the answer; {@code null} if there was none, and then {@code error} says why
 * @param body the beginning of the answer's body
 * @param retryAfter how long the receiver asks to be left alone; {@code null} if it does not
 */
record Attempt(Integer status, String body, String error, Duration retryAfter) {

    static final int GONE = 410;

    static Attempt answered(int status, String body, Duration retryAfter) {
        return new Attempt(status, body, null, retryAfter);
    }

    static Attempt unanswered(String why) {
        return new Attempt(null, null, why, null);
    }

    boolean isAccepted() {
        return status != null && status >= 200 && status < 300;
    }

    boolean isGone() {
        return status != null && status == GONE;
    }
}
