package io.bureau.desktops.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Numbers of keys, as X11 has them, and the names that people give them. */
final class Keysyms {

    static final int TAB = 0xff09;
    static final int RETURN = 0xff0d;
    static final int SHIFT = 0xffe1;
    static final int CONTROL = 0xffe3;
    static final int ALT = 0xffe9;
    static final int SUPER = 0xffeb;

    private static final int UNICODE = 0x01000000;

    /** By their names in lower case. */
    private static final Map<String, Integer> NAMES = read();

    private Keysyms() {}

    static int of(int character) {
        boolean latin1 = character >= 0x20 && character <= 0x7e || character >= 0xa0 && character <= 0xff;
        return latin1 ? character : UNICODE + character;
    }

    /** The key of this name, in whatever case, or of this one character; {@code null} if there is none. */
    static Integer named(String name) {
        if (name.codePointCount(0, name.length()) == 1 && !Character.isISOControl(name.codePointAt(0))) {
            return of(name.codePointAt(0));
        }
        var known = NAMES.get(name.toLowerCase(Locale.ROOT));
        return known != null ? known : hexadecimal(name);
    }

    /** {@code U20AC}, as X11 writes characters that have no name of their own. */
    private static Integer hexadecimal(String name) {
        if (!name.matches("[Uu]\\+?[0-9A-Fa-f]{4,6}")) {
            return null;
        }
        int character = Integer.parseInt(name.replaceFirst("[Uu]\\+?", ""), 16);
        boolean valid = Character.isValidCodePoint(character)
                && !Character.isISOControl(character)
                && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE);
        return valid ? of(character) : null;
    }

    private static Map<String, Integer> read() {
        var names = new HashMap<String, Integer>();
        try (var file = Keysyms.class.getResourceAsStream("keysyms.txt")) {
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(words -> add(names, words));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        for (int number = 1; number <= 24; number++) {
            names.put("f" + number, 0xffbe + number - 1);
        }
        return Map.copyOf(names);
    }

    /** A number, and all its names. */
    private static void add(Map<String, Integer> names, String[] words) {
        for (int i = 1; i < words.length; i++) {
            names.put(words[i].toLowerCase(Locale.ROOT), Integer.decode(words[0]));
        }
    }
}
