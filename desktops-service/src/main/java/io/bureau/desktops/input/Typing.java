package io.bureau.desktops.input;

import io.bureau.desktops.screen.Screen;
import io.bureau.desktops.screen.ScreenLost;
import io.bureau.kit.error.ApiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/** A text, key by key. */
record Typing(int[] characters) {

    private static final int MOST = 10_000;

    /** So many are sent before it is looked whether the desktop takes them. */
    private static final int AT_ONCE = 100;

    /**
     * What was typed is looked up in the keyboard by the program that it is for, when that gets to it. So keys are not given
     * another meaning before it has had the time: this, and a bit for each key.
     */
    private static final Duration LAG = Duration.ofMillis(150);

    private static final Duration LAG_PER_KEY = Duration.ofMillis(1);

    /** Fails with 400 unless all of it can be typed. */
    static Typing parse(String text) {
        require(text != null && !text.isEmpty(), "must not be empty");
        require(StandardCharsets.UTF_8.newEncoder().canEncode(text), "is not well-formed Unicode");
        var characters =
                text.replace("\r\n", "\n").replace('\r', '\n').codePoints().toArray();
        require(characters.length <= MOST, "must be at most " + MOST + " characters");
        for (int character : characters) {
            require(
                    character == '\n' || character == '\t' || !Character.isISOControl(character),
                    "has a control character other than newline and tab");
        }
        return new Typing(characters);
    }

    Void perform(Screen screen) throws IOException, InterruptedException {
        int at = 0;
        int last = 0;
        Keymap keymap = null;
        while (at < characters.length) {
            int end = at;
            var odd = new LinkedHashSet<Integer>();
            int room = keymap == null ? 0 : keymap.room();
            while (end < characters.length && fits(characters[end], odd, room)) {
                end++;
            }
            if (end < characters.length && keymap == null) {
                keymap = Keymap.parse(screen.run("xkbcomp -w0 :1 -", ""));
                if (keymap.room() == 0) {
                    throw new ScreenLost("a keyboard without a key to spare");
                }
            } else {
                place(screen, keymap, odd, last);
                send(screen, at, end);
                last = end - at;
                at = end;
            }
        }
        return null;
    }

    private static void place(Screen screen, Keymap keymap, Set<Integer> odd, int typed)
            throws IOException, InterruptedException {
        if (!odd.isEmpty() && (typed > 0 || !keymap.has(odd))) {
            screen.pause(LAG.plus(LAG_PER_KEY.multipliedBy(typed)).toNanos());
            screen.run("xkbcomp -w0 - :1", keymap.with(odd));
        }
    }

    private void send(Screen screen, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            int keysym = keysym(characters[i]);
            screen.key(keysym, true);
            screen.key(keysym, false);
            if ((i + 1) % AT_ONCE == 0) {
                screen.sync();
            }
        }
        screen.sync();
    }

    /** Whether this character can be typed together with those, and takes note of it. */
    private static boolean fits(int character, Set<Integer> odd, int room) {
        if (character < 0x7f || odd.contains(character)) {
            return true;
        }
        return odd.size() < room && odd.add(character);
    }

    private static int keysym(int character) {
        return switch (character) {
            case '\n' -> Keysyms.RETURN;
            case '\t' -> Keysyms.TAB;
            default -> Keysyms.of(character);
        };
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw ApiException.invalid("text", otherwise);
        }
    }
}
