package io.bureau.desktops.screen;

/** The encodings that are asked for, the most wanted first, by their numbers in the protocol. */
final class Encoding {

    static final int RAW = 0;
    static final int COPY_RECT = 1;
    static final int ZRLE = 16;
    static final int DESKTOP_SIZE = -223;
    static final int CURSOR = -239;
    /** Whoever does not know this has the server guess at his caps lock from the letters that he sends, and switch its own. */
    static final int LED_STATE = -261;

    static final int FENCE = -312;
    static final int CURSOR_POSITION = 0x574d5666;
    static final int EXTENDED_CLIPBOARD = 0xc0a1e5ce;

    private static final int[] WANTED = {
        ZRLE, COPY_RECT, RAW, DESKTOP_SIZE, CURSOR, CURSOR_POSITION, LED_STATE, FENCE, EXTENDED_CLIPBOARD
    };

    private Encoding() {}

    static int[] wanted() {
        return WANTED.clone();
    }
}
