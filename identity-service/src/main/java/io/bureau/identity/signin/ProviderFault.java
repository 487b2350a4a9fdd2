package io.bureau.identity.signin;

/** A provider answered something that it should not have. The message is for the log. */
final class ProviderFault extends RuntimeException {

    ProviderFault(String why) {
        super(why, null, false, false);
    }
}
