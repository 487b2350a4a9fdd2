package io.bureau.kit.token;

/** An internal token that does not hold. The message is for the log; the caller learns only that it was refused. */
public final class TokenRefused extends RuntimeException {

    TokenRefused(String why) {
        super(why, null, false, false);
    }
}
