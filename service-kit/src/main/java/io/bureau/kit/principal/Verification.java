package io.bureau.kit.principal;

import java.time.Instant;

/** What came of looking at a credential. A refusal is an outcome, not an exception. */
public sealed interface Verification {

    /**
     * @param until when the credential must be looked at again, whatever any cache says
     * @param asOf how many revocations this replica had seen before the credential was looked up: those and no others are
     *     known to be in it
     */
    record Valid(Principal principal, Instant until, long asOf) implements Verification {

        public Valid(Principal principal, Instant until) {
            this(principal, until, 0);
        }

        Valid asOf(long seen) {
            return new Valid(principal, until, seen);
        }
    }

    /** Unknown, revoked or expired: nobody is told which. */
    record Invalid() implements Verification {}

    /** A valid key, but not from this address. */
    record AddressNotAllowed() implements Verification {}
}
