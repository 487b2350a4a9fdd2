package io.bureau.identity.organisation;

import io.bureau.kit.error.ApiException;

/** What organisations and people are called: 1 to 64 characters on one line. */
public final class DisplayName {

    private static final int LONGEST = 64;

    private DisplayName() {}

    /**
     * The name without white space around it.
     *
     * @throws ApiException 400 for the field {@code name} if it is missing, empty, too long or not on one line
     */
    public static String valid(String name) {
        var stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty() || stripped.codePointCount(0, stripped.length()) > LONGEST) {
            throw ApiException.invalid("name", "must be 1 to " + LONGEST + " characters");
        }
        if (stripped.codePoints().anyMatch(DisplayName::breaksLines)) {
            throw ApiException.invalid("name", "must not hold control characters");
        }
        return stripped;
    }

    private static boolean breaksLines(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }
}
