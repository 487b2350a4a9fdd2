package io.bureau.desktops.input;

import io.bureau.desktops.screen.Screen;
import io.bureau.kit.error.ApiException;
import java.io.IOException;
import java.time.Duration;

/** What is done with the pointer. */
@FunctionalInterface
interface Pointing {

    /** The server takes note of the pointer about as often as it draws. */
    long STEP_NANOS = 10_000_000;

    int MOST_STEPS = 1000;
    int MOST_SCROLL = 100;
    int UP = 8;
    int DOWN = 16;
    int LEFT = 32;
    int RIGHT = 64;

    /** Does it; when this returns the desktop has taken note of it. */
    Void perform(Screen screen) throws IOException, InterruptedException;

    static Pointing move(Point to) {
        return screen -> {
            to.require(screen);
            screen.pointer(0, to.x(), to.y());
            screen.sync();
            return null;
        };
    }

    /** Fails with 400 unless {@code count} is 1 to 3. */
    static Pointing click(Point at, Button button, int count, Modifiers modifiers) {
        if (count < 1 || count > 3) {
            throw ApiException.invalid("count", "must be 1 to 3");
        }
        return screen -> {
            at.require(screen);
            screen.pointer(0, at.x(), at.y());
            modifiers.press(screen);
            for (int i = 0; i < count; i++) {
                screen.pointer(button.bit(), at.x(), at.y());
                screen.pointer(0, at.x(), at.y());
            }
            modifiers.release(screen);
            screen.sync();
            return null;
        };
    }

    /** Along a straight line, for as long as is asked for. The button is let go whatever happens meanwhile. */
    static Pointing drag(Point from, Point to, Button button, Duration duration) {
        return screen -> {
            from.require(screen);
            to.require(screen);
            screen.pointer(0, from.x(), from.y());
            screen.pointer(button.bit(), from.x(), from.y());
            try {
                pull(screen, from, to, button, duration.toNanos());
            } finally {
                screen.pointer(0, screen.pointerX(), screen.pointerY());
            }
            screen.sync();
            return null;
        };
    }

    private static void pull(Screen screen, Point from, Point to, Button button, long nanos)
            throws IOException, InterruptedException {
        screen.sync();
        long begun = System.nanoTime();
        int length = Math.max(Math.abs(to.x() - from.x()), Math.abs(to.y() - from.y()));
        int steps = (int) Math.max(1, Math.min(MOST_STEPS, Math.min(length, Math.max(10, nanos / STEP_NANOS))));
        for (int step = 1; step <= steps; step++) {
            screen.pause(begun + nanos * step / steps - System.nanoTime());
            int x = from.x() + Math.round((to.x() - from.x()) * (float) step / steps);
            int y = from.y() + Math.round((to.y() - from.y()) * (float) step / steps);
            screen.pointer(button.bit(), x, y);
        }
        screen.sync();
    }

    /**
     * So many steps down and to the right, or up and to the left if they are negative.
     *
     * @param at {@code null} for where the pointer is
     */
    static Pointing scroll(Point at, int across, int down) {
        if (Math.abs((long) across) > MOST_SCROLL) {
            throw ApiException.invalid("dx", "must be " + -MOST_SCROLL + " to " + MOST_SCROLL);
        }
        if (Math.abs((long) down) > MOST_SCROLL) {
            throw ApiException.invalid("dy", "must be " + -MOST_SCROLL + " to " + MOST_SCROLL);
        }
        return screen -> {
            if (at != null) {
                at.require(screen);
                screen.pointer(0, at.x(), at.y());
            }
            turn(screen, down < 0 ? UP : DOWN, Math.abs(down));
            turn(screen, across < 0 ? LEFT : RIGHT, Math.abs(across));
            screen.sync();
            return null;
        };
    }

    private static void turn(Screen screen, int wheel, int steps) throws IOException {
        for (int i = 0; i < steps; i++) {
            screen.pointer(wheel, screen.pointerX(), screen.pointerY());
            screen.pointer(0, screen.pointerX(), screen.pointerY());
        }
    }
}
