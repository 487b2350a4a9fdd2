package io.bureau.identity.settings;

import io.bureau.identity.organisation.Membership;

/** What becomes of an organisation when an account that belongs to it is deleted. */
sealed interface Belonging {

    Membership membership();

    /** Nobody else belongs to it: it ends. */
    record Alone(Membership membership) implements Belonging {}

    /** Others go on with it, an owner among them. */
    record OneOfMany(Membership membership) implements Belonging {}

    /** Others belong to it, but nobody else owns it: the account cannot be deleted yet. */
    record Indispensable(Membership membership) implements Belonging {}
}
