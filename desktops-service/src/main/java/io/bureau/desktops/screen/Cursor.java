package io.bureau.desktops.screen;

/**
 * What the pointer looks like.
 *
 * @param opaque for each pixel whether it covers what is below
 */
record Cursor(int hotX, int hotY, int width, int height, int[] pixels, boolean[] opaque) {

    static final Cursor NONE = new Cursor(0, 0, 0, 0, new int[0], new boolean[0]);

    /** Draws it into a picture of {@code area} of the screen, its hot spot at {@code x, y} of the screen. */
    void drawOn(Picture picture, Area area, int x, int y) {
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                int toX = x - hotX + column - area.x();
                int toY = y - hotY + row - area.y();
                boolean within = toX >= 0 && toX < picture.width() && toY >= 0 && toY < picture.height();
                if (within && opaque[row * width + column]) {
                    picture.pixels()[toY * picture.width() + toX] = pixels[row * width + column];
                }
            }
        }
    }
}
