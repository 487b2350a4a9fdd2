package io.bureau.identity.signin;

import io.bureau.identity.session.SessionToken;

/** What came of a browser that returned from a provider. A refusal is an outcome, not an exception. */
sealed interface SignInOutcome {

    record SignedIn(SessionToken token, String returnTo) implements SignInOutcome {}

    /** The user of the browser's session is known by this identity, too. */
    record Linked(String returnTo) implements SignInOutcome {}

    /** @param code what the page that began it explains to the user */
    record NotLinked(String returnTo, String code) implements SignInOutcome {}

    /** @param code what the sign-in page explains to the user */
    record Refused(String code) implements SignInOutcome {

        /** Used already, begun too long ago, or never begun. */
        static final Refused EXPIRED = new Refused("sign_in_expired");

        static final Refused EMAIL_NOT_VERIFIED = new Refused("email_not_verified");
        static final Refused DENIED = new Refused("access_denied");
        static final Refused PROVIDER = new Refused("provider_unavailable");
    }

    /** Not the browser that began it. */
    record NotTheirs() implements SignInOutcome {}
}
