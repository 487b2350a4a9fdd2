package io.bureau.identity.signin;

import io.bureau.identity.account.ProvenIdentity;

/** What a provider's answers prove. */
sealed interface Proof {

    record Proven(ProvenIdentity identity) implements Proof {}

    /** Somebody has signed in there, but without an address that the provider has verified. */
    record EmailNotVerified(String subject) implements Proof {}
}
