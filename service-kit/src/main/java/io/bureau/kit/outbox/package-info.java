/** Revocations that are committed and must still be published: nothing is lost if a process dies between the two. */
package io.bureau.kit.outbox;
