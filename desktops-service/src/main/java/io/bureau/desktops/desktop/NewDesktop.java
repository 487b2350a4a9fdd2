package io.bureau.desktops.desktop;

import io.bureau.kit.error.ApiException;
import java.util.Objects;

/**
 * What a new desktop shall be. Its fields are valid but for {@code tier} and {@code image}, which the configuration
 * names; both are {@code null} for the default.
 */
record NewDesktop(
        String name, String tier, String image, Integer width, Integer height, Boolean keepAlive, Boolean start) {

    static final int DEFAULT_WIDTH = 1280;
    static final int DEFAULT_HEIGHT = 800;
    private static final int LEAST_WIDTH = 640;
    private static final int MOST_WIDTH = 3840;
    private static final int LEAST_HEIGHT = 480;
    private static final int MOST_HEIGHT = 2160;

    NewDesktop {
        name = DesktopName.valid(name);
        width = Objects.requireNonNullElse(width, DEFAULT_WIDTH);
        height = Objects.requireNonNullElse(height, DEFAULT_HEIGHT);
        keepAlive = Objects.requireNonNullElse(keepAlive, true);
        start = Objects.requireNonNullElse(start, true);
        checkPixels("width", width, LEAST_WIDTH, MOST_WIDTH);
        checkPixels("height", height, LEAST_HEIGHT, MOST_HEIGHT);
    }

    /** Whether a desktop may have a screen of this size. */
    static boolean isScreen(int width, int height) {
        return width >= LEAST_WIDTH && width <= MOST_WIDTH && height >= LEAST_HEIGHT && height <= MOST_HEIGHT;
    }

    private static void checkPixels(String field, int pixels, int least, int most) {
        if (pixels < least || pixels > most) {
            throw ApiException.invalid(field, "must be " + least + " to " + most);
        }
    }
}
