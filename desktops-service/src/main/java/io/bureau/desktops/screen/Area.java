package io.bureau.desktops.screen;

/** A rectangle of the screen, in pixels. */
record Area(int x, int y, int width, int height) {

    int size() {
        return width * height;
    }
}
