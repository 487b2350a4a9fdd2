package io.bureau.desktops.input;

import io.bureau.kit.error.ApiException;

/** A button of the pointer, and its bit in RFB. */
enum Button {
    LEFT(1),
    MIDDLE(2),
    RIGHT(4);

    private final int bit;

    Button(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }

    /** The left one if none is named. Fails with 400 if there is no such button. */
    static Button parse(String name) {
        return switch (name) {
            case null -> LEFT;
            case "left" -> LEFT;
            case "middle" -> MIDDLE;
            case "right" -> RIGHT;
            default -> throw ApiException.invalid("button", "must be left, middle or right");
        };
    }
}
