/** Secrets at rest: what the store holds of them is worth nothing without a key that it does not hold. */
package io.bureau.desktops.sealing;
