package io.bureau.identity.invitation;

import io.bureau.identity.organisation.Role;
import io.bureau.kit.error.ApiException;
import java.util.regex.Pattern;

/**
 * Whom to invite. Its fields are valid.
 *
 * @param role {@code member} if absent
 * @param email whose it is alone; {@code null} for whoever has the link
 */
record NewInvitation(Role role, String email) {

    private static final int LONGEST_EMAIL = 254;

    /** Whether an address exists is not for us to say; the account that accepts has proved that it is its own. */
    private static final Pattern EMAIL = Pattern.compile("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+");

    NewInvitation {
        role = role == null ? Role.MEMBER : role;
        email = email == null ? null : validEmail(email.strip());
    }

    private static String validEmail(String email) {
        if (email.length() > LONGEST_EMAIL || !EMAIL.matcher(email).matches()) {
            throw ApiException.invalid("email", "must be an e-mail address");
        }
        return email;
    }
}
