package io.bureau.local.standin;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whoever somebody claims to be on the consent page. The same e-mail is the same account every time, with either
 * provider.
 *
 * @throws IllegalArgumentException if this is nobody; the message is fit for the page
 */
record Person(String email, String name) {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,189}");
    private static final int LONGEST_NAME = 100;
    private static final BigInteger TWENTY_DIGITS = BigInteger.TEN.pow(20);

    Person {
        email = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        name = name == null ? "" : name.strip();
        if (!EMAIL.matcher(email).matches()) {
            throw new IllegalArgumentException("That is not an e-mail address.");
        }
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A name has between 1 and " + LONGEST_NAME + " characters.");
        }
    }

    /** As Google's: 21 decimal digits. */
    String subject() {
        return "1" + String.format(Locale.ROOT, "%020d", fingerprint().mod(TWENTY_DIGITS));
    }

    /** As GitHub's: a positive number, here of up to 40 bits. */
    long number() {
        return fingerprint().shiftRight(216).longValueExact() + 1;
    }

    /** As GitHub's: letters, digits and single hyphens. */
    String login() {
        var login = email.substring(0, email.indexOf('@'))
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return login.isEmpty() ? "user-" + number() : login;
    }

    String givenName() {
        return name.split("\\s+")[0];
    }

    private BigInteger fingerprint() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
