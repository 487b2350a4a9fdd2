package io.bureau.desktops.input;

import io.bureau.desktops.screen.Screen;
import io.bureau.kit.error.ApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Keys that are held while something else is done. */
record Modifiers(List<Integer> keysyms) {

    static final Modifiers NONE = new Modifiers(List.of());

    Modifiers {
        keysyms = List.copyOf(keysyms);
    }

    /** Fails with 400, naming the one that is none. */
    static Modifiers parse(List<String> names) {
        if (names == null) {
            return NONE;
        }
        var keysyms = new ArrayList<Integer>();
        for (var name : names) {
            var keysym = name == null ? null : keysymOf(name);
            if (keysym == null) {
                throw ApiException.invalid("modifiers", "must be of ctrl, shift, alt, super; not " + name);
            }
            if (!keysyms.contains(keysym)) {
                keysyms.add(keysym);
            }
        }
        return new Modifiers(keysyms);
    }

    /** {@code null} if that is no modifier. */
    static Integer keysymOf(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "ctrl", "control" -> Keysyms.CONTROL;
            case "shift" -> Keysyms.SHIFT;
            case "alt", "option" -> Keysyms.ALT;
            case "super", "meta", "win", "cmd" -> Keysyms.SUPER;
            default -> null;
        };
    }

    void press(Screen screen) throws IOException {
        for (int keysym : keysyms) {
            screen.key(keysym, true);
        }
    }

    void release(Screen screen) throws IOException {
        for (int keysym : keysyms.reversed()) {
            screen.key(keysym, false);
        }
    }
}
