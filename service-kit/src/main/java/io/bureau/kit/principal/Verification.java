package io.bureau.kit.principal;

import java.time.Instant;

/** What came of looking at a credential. A refusal is an outcome, not an exception. */
public sealed interface Verification {

    /** @param until when the credential must be looked at again, whatever any cache says */
    record Valid(Principal principal, Instant until) implements Verification {}

    /** Unknown, revoked or expired: nobody is told which. */
    record Invalid() implements Verification {}

    /** A valid key, but not from this address. */
    record AddressNotAllowed() implements Verification {}
}
