package io.bureau.kit.revocation;

/**
 * Told of every revocation before this replica confirms it. Called on an event loop: forget what is cached and start
 * ending what is live, and return.
 */
public interface RevocationListener {

    void onRevocation(Revocation revocation);

    /** The stream may have been missed in part: whatever rests on a credential must be looked at again. */
    default void onGap() {}
}
