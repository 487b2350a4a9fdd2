package io.bureau.desktops.screen;

/** A picture of its own, one {@code 0xRRGGBB} for each pixel, row by row. */
final class Picture {

    private final int width;
    private final int height;
    private final int[] pixels;

    Picture(int width, int height, int[] pixels) {
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    /** Not a copy: it is the picture. */
    int[] pixels() {
        return pixels;
    }

    /** A smaller one of the same, each of its pixels the mean of those that it stands for. */
    Picture scaled(double scale) {
        int across = Math.max(1, (int) Math.round(width * scale));
        int down = Math.max(1, (int) Math.round(height * scale));
        var scaled = new int[across * down];
        for (int y = 0; y < down; y++) {
            int top = (int) ((long) y * height / down);
            int bottom = Math.max(top + 1, (int) ((long) (y + 1) * height / down));
            for (int x = 0; x < across; x++) {
                int left = (int) ((long) x * width / across);
                int right = Math.max(left + 1, (int) ((long) (x + 1) * width / across));
                scaled[y * across + x] = mean(left, top, right, bottom);
            }
        }
        return new Picture(across, down, scaled);
    }

    private int mean(int left, int top, int right, int bottom) {
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int pixel = pixels[y * width + x];
                red += pixel >> 16 & 0xff;
                green += pixel >> 8 & 0xff;
                blue += pixel & 0xff;
            }
        }
        long count = (long) (right - left) * (bottom - top);
        return (int) ((red + count / 2) / count << 16 | (green + count / 2) / count << 8 | (blue + count / 2) / count);
    }
}
