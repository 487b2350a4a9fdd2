package io.bureau.desktops.files;

import io.bureau.kit.error.ApiException;

/** Where a file is on a desktop, as a caller says it: from the root, or from the home folder, which is also {@code ~}. */
record FilePath(String text) {

    private static final int LONGEST = 4095;

    /** @throws ApiException 400 if it cannot be a path */
    static FilePath parse(String field, String text) {
        if (text == null || text.isEmpty()) {
            throw ApiException.invalid(field, "is required");
        }
        if (text.indexOf('\0') >= 0) {
            throw ApiException.invalid(field, "must not contain the character 0");
        }
        if (text.length() > LONGEST) {
            throw ApiException.invalid(field, "must not be over " + LONGEST + " characters");
        }
        return new FilePath(text);
    }

    /** As seen from the root, without slashes at the end; {@code ..} is left to the desktop. */
    String from(String home) {
        if (text.equals("~")) {
            return home;
        }
        var whole = text.startsWith("/") ? text : home + "/" + (text.startsWith("~/") ? text.substring(2) : text);
        int end = whole.length();
        while (end > 1 && whole.charAt(end - 1) == '/') {
            end--;
        }
        return whole.substring(0, end);
    }

    /** The last part of it. */
    String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }
}
