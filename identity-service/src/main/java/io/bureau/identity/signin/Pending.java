package io.bureau.identity.signin;

/**
 * A way to a provider under way: begun, and not yet come back from there.
 *
 * @param browser the hash of the cookie of the browser that began it
 * @param session that whose user is to be known by one more identity; {@code null} for a sign-in
 * @param returnTo a path of ours
 */
record Pending(Provider provider, String browser, String session, String returnTo) {

    boolean isLink() {
        return session != null;
    }
}
