package io.bureau.desktops.live;

import io.bureau.kit.error.ApiException;

/** In characters. */
record TerminalSize(int cols, int rows) {

    private static final int MOST = 1000;

    /** @throws ApiException 400 that names what is out of range; what is {@code null} is as usual */
    static TerminalSize of(Integer cols, Integer rows) {
        return new TerminalSize(check("cols", cols, 80), check("rows", rows, 24));
    }

    private static int check(String field, Integer value, int usual) {
        if (value == null) {
            return usual;
        }
        if (value < 1 || value > MOST) {
            throw ApiException.invalid(field, "must be 1 to " + MOST);
        }
        return value;
    }
}
