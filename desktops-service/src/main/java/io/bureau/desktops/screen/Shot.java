package io.bureau.desktops.screen;

import io.bureau.kit.error.ApiException;
import java.util.Optional;

/**
 * What a screenshot is to show, and how.
 *
 * @param quality 1 to 100, for JPEG
 * @param scale more than 0, at most 1
 * @param area {@code null} for the whole screen
 */
record Shot(Format format, int quality, double scale, Area area, boolean withCursor) {

    enum Format {
        PNG("image/png"),
        JPEG("image/jpeg");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }
    }

    private static final int DEFAULT_QUALITY = 80;
    private static final double LEAST_SCALE = 0.05;

    /** Each as it stands in the query, {@code null} if it does not. Fails with 400, naming the field. */
    static Shot parse(
            String format,
            String quality,
            String scale,
            String cursor,
            String x,
            String y,
            String width,
            String height) {
        return new Shot(
                format(format),
                quality(quality),
                scale(scale),
                area(x, y, width, height),
                switch (cursor) {
                    case null -> true;
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw ApiException.invalid("cursor", "must be true or false");
                });
    }

    byte[] encode(Picture picture) {
        var scaled = scale == 1 ? picture : picture.scaled(scale);
        return switch (format) {
            case PNG -> Png.encode(scaled);
            case JPEG -> Jpeg.encode(scaled, quality);
        };
    }

    private static Format format(String format) {
        return switch (format) {
            case null -> Format.PNG;
            case "png" -> Format.PNG;
            case "jpeg" -> Format.JPEG;
            default -> throw ApiException.invalid("format", "must be png or jpeg");
        };
    }

    private static int quality(String quality) {
        int value = number("quality", quality).orElse(DEFAULT_QUALITY);
        if (value < 1 || value > 100) {
            throw ApiException.invalid("quality", "must be 1 to 100");
        }
        return value;
    }

    private static double scale(String scale) {
        if (scale == null) {
            return 1;
        }
        try {
            double value = Double.parseDouble(scale);
            if (value >= LEAST_SCALE && value <= 1) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw ApiException.invalid("scale", "must be a number from " + LEAST_SCALE + " to 1");
    }

    private static Area area(String x, String y, String width, String height) {
        var left = number("x", x);
        var top = number("y", y);
        var across = number("width", width);
        var down = number("height", height);
        if (left.isEmpty() && top.isEmpty() && across.isEmpty() && down.isEmpty()) {
            return null;
        }
        var area = new Area(
                left.orElseThrow(() -> together("x")),
                top.orElseThrow(() -> together("y")),
                across.orElseThrow(() -> together("width")),
                down.orElseThrow(() -> together("height")));
        require(area.x() >= 0, "x", "must not be negative");
        require(area.y() >= 0, "y", "must not be negative");
        require(area.width() > 0, "width", "must be at least 1");
        require(area.height() > 0, "height", "must be at least 1");
        return area;
    }

    private static ApiException together(String field) {
        return ApiException.invalid(field, "is missing: a region has x, y, width and height");
    }

    private static Optional<Integer> number(String field, String text) {
        if (text == null) {
            return Optional.empty();
        }
        require(text.matches("-?[0-9]{1,6}"), field, "must be a whole number");
        return Optional.of(Integer.valueOf(text));
    }

    private static void require(boolean holds, String field, String otherwise) {
        if (!holds) {
            throw ApiException.invalid(field, otherwise);
        }
    }
}
