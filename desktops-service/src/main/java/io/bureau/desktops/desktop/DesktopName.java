package io.bureau.desktops.desktop;

import io.bureau.kit.error.ApiException;

/** What people call a desktop. It stands in lists and log lines, so it is one line of text. */
final class DesktopName {

    private static final int LONGEST = 100;

    private DesktopName() {}

    /** {@code name} without white space around it; fails with 400 if it cannot be a name. */
    static String valid(String name) {
        var stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty() || stripped.codePointCount(0, stripped.length()) > LONGEST) {
            throw ApiException.invalid("name", "must be 1 to " + LONGEST + " characters");
        }
        if (stripped.codePoints().anyMatch(DesktopName::breaksLines)) {
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
