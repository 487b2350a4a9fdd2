package io.bureau.desktops.input;

import io.bureau.desktops.screen.Screen;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.error.ErrorBody;
import java.util.ArrayList;

/**
 * A pixel that an action names.
 *
 * @param prefix what stands before {@code x} and {@code y} in the names of the caller's fields
 */
record Point(String prefix, int x, int y) {

    /** Fails with 400 if either is absent. */
    static Point of(String prefix, Integer x, Integer y) {
        var missing = new ArrayList<ErrorBody.Field>();
        if (x == null) {
            missing.add(new ErrorBody.Field(prefix + "x", "is missing"));
        }
        if (y == null) {
            missing.add(new ErrorBody.Field(prefix + "y", "is missing"));
        }
        if (!missing.isEmpty()) {
            throw ApiException.invalid(missing);
        }
        return new Point(prefix, x, y);
    }

    /** Fails with 400 unless it is on the screen. */
    void require(Screen screen) {
        screen.require(prefix, x, y);
    }
}
