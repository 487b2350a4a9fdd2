package io.bureau.identity.account;

/**
 * Who a provider says has just signed in there.
 *
 * @param provider {@code google} or {@code github}; the key is this with the next two
 * @param issuer the address at which the provider was asked
 * @param subject the provider's own immutable name for the person
 * @param email an address that the provider has verified
 * @param name {@code null} if the provider knows none
 * @param avatarUrl {@code null} if the provider knows none
 */
public record ProvenIdentity(
        String provider, String issuer, String subject, String email, String name, String avatarUrl) {

    private static final int NAME = 200;
    private static final int URL = 2000;

    public ProvenIdentity {
        name = name == null || name.isBlank() ? null : printable(name);
        avatarUrl =
                avatarUrl != null && avatarUrl.startsWith("https://") && avatarUrl.length() <= URL ? avatarUrl : null;
    }

    /** What to call the person where a name is needed. */
    String displayName() {
        return name == null ? email.substring(0, Math.max(1, email.indexOf('@'))) : name;
    }

    private static String printable(String text) {
        var line = text.strip().replaceAll("\\p{Cntrl}+", " ");
        return line.codePointCount(0, line.length()) <= NAME
                ? line
                : line.substring(0, line.offsetByCodePoints(0, NAME));
    }
}
