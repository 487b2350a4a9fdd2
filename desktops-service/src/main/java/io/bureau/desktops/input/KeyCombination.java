package io.bureau.desktops.input;

import io.bureau.desktops.screen.Screen;
import io.bureau.kit.error.ApiException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Keys that are pressed one after the other, and let go of in the opposite order. */
record KeyCombination(List<Integer> keysyms) {

    private static final int MOST = 8;

    /** What is on top of the other keys, in the order of {@link #BELOW}: the keyboard of a desktop is an American one. */
    private static final String ABOVE = "~!@#$%^&*()_+{}|:\"<>?";

    private static final String BELOW = "`1234567890-=[]\\;',./";

    KeyCombination {
        keysyms = List.copyOf(keysyms);
    }

    /** Names joined by {@code +}. Fails with 400, naming the part that is no key. */
    static KeyCombination parse(String text) {
        if (text == null || text.isEmpty()) {
            throw invalid("must not be empty");
        }
        var parts = parts(text);
        if (parts.size() > MOST) {
            throw invalid("must be at most " + MOST + " keys");
        }
        var keysyms = new ArrayList<Integer>();
        for (var part : parts) {
            var keysym = keysym(part);
            if (keysym == null) {
                throw invalid("has a part that is no key: " + part);
            }
            keysyms.add(keysym);
        }
        return new KeyCombination(keysyms.size() == 1 ? keysyms : withModifiers(keysyms));
    }

    Void perform(Screen screen) throws IOException {
        for (int keysym : keysyms) {
            screen.key(keysym, true);
        }
        for (int keysym : keysyms.reversed()) {
            screen.key(keysym, false);
        }
        screen.sync();
        return null;
    }

    /** A plus at the end, or alone, is the key itself. */
    private static List<String> parts(String text) {
        if (text.equals("+")) {
            return List.of("+");
        }
        if (text.endsWith("++")) {
            var parts =
                    new ArrayList<>(List.of(text.substring(0, text.length() - 2).split("\\+", -1)));
            parts.add("+");
            return parts;
        }
        return List.of(text.split("\\+", -1));
    }

    private static Integer keysym(String part) {
        var name = part.length() == 1 ? part : part.strip();
        return name.isEmpty() ? null : Keysyms.named(name);
    }

    /**
     * The keys as they are found on a keyboard: {@code ctrl+A} is what {@code ctrl+a} is, and {@code shift+1} is the exclamation
     * mark, because the server would let go of shift to get a {@code 1}.
     */
    private static List<Integer> withModifiers(List<Integer> keysyms) {
        boolean shifted = keysyms.contains(Keysyms.SHIFT);
        return keysyms.stream()
                .map(keysym -> shifted ? above(keysym) : below(keysym))
                .toList();
    }

    private static int above(int keysym) {
        int place = BELOW.indexOf(keysym);
        return place >= 0 ? ABOVE.charAt(place) : letter(keysym) ? Character.toUpperCase(keysym) : keysym;
    }

    private static int below(int keysym) {
        return letter(keysym) ? Character.toLowerCase(keysym) : keysym;
    }

    private static boolean letter(int keysym) {
        return keysym >= 'A' && keysym <= 'Z' || keysym >= 'a' && keysym <= 'z';
    }

    private static ApiException invalid(String message) {
        return ApiException.invalid("key", message);
    }
}
