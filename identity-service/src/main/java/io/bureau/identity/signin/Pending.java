package io.bureau.identity.signin;

/**
 * A sign-in under way: begun, and not yet come back from the provider.
 *
 * @param browser the hash of the cookie of the browser that began it
 * @param returnTo a path of ours
 */
record Pending(Provider provider, String browser, String returnTo) {}
