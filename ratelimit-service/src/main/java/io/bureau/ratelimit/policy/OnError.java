package io.bureau.ratelimit.policy;

/** What a policy does while Redis is away. There is no way to be unlimited. */
enum OnError {
    /** This replica's share of the limit. */
    LOCAL,
    /** A fraction of this replica's share: for policies that stand against guessing. */
    STRICT
}
