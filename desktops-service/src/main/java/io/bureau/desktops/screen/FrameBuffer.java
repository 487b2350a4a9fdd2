package io.bureau.desktops.screen;

import java.util.Arrays;

/**
 * What a screen shows, one {@code 0xRRGGBB} for each pixel. Written by the one thread that reads from the server; whoever
 * copies from it has waited for the server's word that all he wants to see has been sent.
 */
final class FrameBuffer {

    /** As large as the largest screen a desktop can be given. */
    static final int MOST_PIXELS = 3840 * 2160;

    private final int width;
    private final int height;
    private final int[] pixels;

    FrameBuffer(int width, int height) throws ProtocolError {
        checkSize(width, height);
        this.width = width;
        this.height = height;
        this.pixels = new int[width * height];
    }

    static void checkSize(int width, int height) throws ProtocolError {
        ProtocolError.require(
                width > 0 && height > 0 && (long) width * height <= MOST_PIXELS, "a screen of " + width + "x" + height);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int area() {
        return pixels.length;
    }

    boolean holds(Area area) {
        return area.x() + area.width() <= width && area.y() + area.height() <= height;
    }

    void put(int x, int y, int pixel) {
        pixels[y * width + x] = pixel;
    }

    void fill(int x, int y, int length, int pixel) {
        int from = y * width + x;
        Arrays.fill(pixels, from, from + length, pixel);
    }

    void putRow(int x, int y, int[] row, int length) {
        System.arraycopy(row, 0, pixels, y * width + x, length);
    }

    /** Moves what is at {@code fromX, fromY} to {@code to}; the two may overlap. */
    void copy(int fromX, int fromY, Area to) {
        boolean downwards = to.y() > fromY;
        for (int i = 0; i < to.height(); i++) {
            int row = downwards ? to.height() - 1 - i : i;
            System.arraycopy(
                    pixels, (fromY + row) * width + fromX, pixels, (to.y() + row) * width + to.x(), to.width());
        }
    }

    Picture cut(Area area) {
        var cut = new int[area.width() * area.height()];
        for (int row = 0; row < area.height(); row++) {
            System.arraycopy(pixels, (area.y() + row) * width + area.x(), cut, row * area.width(), area.width());
        }
        return new Picture(area.width(), area.height(), cut);
    }
}
