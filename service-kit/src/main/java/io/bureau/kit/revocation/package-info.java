/**
 * Revocation that holds once the call returns: a stream in Redis, a lease for every replica that caches, a receipt for
 * whoever revokes.
 */
package io.bureau.kit.revocation;
