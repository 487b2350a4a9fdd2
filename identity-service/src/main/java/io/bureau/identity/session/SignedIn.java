package io.bureau.identity.session;

import io.bureau.identity.account.Profile;
import java.time.Instant;

/**
 * Who is signed in, in the public API.
 *
 * @param organisation where the session acts
 * @param expiresAt when the session ends if it is not used again
 */
public record SignedIn(Profile.User user, Profile.Organisation organisation, Instant expiresAt) {}
