package io.bureau.desktops.exec;

import java.util.Collection;
import java.util.stream.Collectors;

/** Words as a POSIX shell must be told them so that it passes them on as they are. */
final class ShellWords {

    private ShellWords() {}

    /** Nothing is special between single quotes but the single quote itself, which therefore goes outside of them. */
    static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    static String quote(Collection<String> words) {
        return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }
}
