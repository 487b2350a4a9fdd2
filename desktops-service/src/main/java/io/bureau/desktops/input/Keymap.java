package io.bureau.desktops.input;

import io.bureau.desktops.screen.ScreenLost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The desktop's keyboard as {@code xkbcomp} tells it. A character can be typed only if it is on a key. The X server finds a key for
 * any, but has few to spare and then drops what it cannot place; so characters are put on keys that no keyboard here has, many at once.
 */
final class Keymap {

    /** Some are left for whoever else types there. */
    private static final int RESERVE = 8;

    // No pattern runs over the end of a line: the text is the desktop's, and might be made to take for ever.
    private static final Pattern CODE = Pattern.compile("^[ \\t]*<([^>\\n]+)>[ \\t]*=[ \\t]*\\d+;$", Pattern.MULTILINE);
    private static final Pattern KEY = Pattern.compile("^[ \\t]*key[ \\t]+<([^>\\n]+)>[ \\t]*\\{", Pattern.MULTILINE);
    private static final Pattern SYMBOLS = Pattern.compile("^xkb_symbols \"[^\"\\n]*\" \\{\\n", Pattern.MULTILINE);

    /** What X11 calls the characters of Latin-1 beyond ASCII; all others go by their numbers. */
    private static final String LATIN1 =
            "[A-Za-z](?:acute|grave|circumflex|diaeresis|tilde|ring|cedilla)|AE|ae|E[tT][hH]|eth"
                    + "|T(?:HORN|horn)|thorn|ssharp|Ooblique|Oslash|oslash|nobreakspace|exclamdown|cent|sterling|currency|yen|brokenbar"
                    + "|section|diaeresis|copyright|ordfeminine|guillemot(?:left|right)|notsign|hyphen|registered|macron|degree|plusminus"
                    + "|(?:one|two|three)superior|acute|mu|paragraph|periodcentered|cedilla|masculine|onequarter|onehalf|threequarters"
                    + "|questiondown|multiply|division";

    /** Keys of one symbol each: a multimedia key's, or a character that was put there. */
    private static final Pattern SPARE = Pattern.compile(
            "^[ \\t]*key[ \\t]+<([^>\\n]+)>[ \\t]*\\{[ \\t]*\\[[ \\t]*(XF86\\w+|U[0-9A-F]{4,6}|" + LATIN1
                    + ")[ \\t]*][ \\t]*};\\n",
            Pattern.MULTILINE);

    private final String text;
    private final List<String> spare;
    private final Set<String> placed;

    private Keymap(String text, List<String> spare, Set<String> placed) {
        this.text = text;
        this.spare = spare;
        this.placed = placed;
    }

    static Keymap parse(String text) {
        var taken = new HashSet<String>();
        KEY.matcher(text).results().forEach(key -> taken.add(key.group(1)));
        var placed = new HashSet<String>();
        SPARE.matcher(text).results().forEach(key -> {
            taken.remove(key.group(1));
            placed.add(key.group(2));
        });
        var spare = CODE.matcher(text)
                .results()
                .map(code -> code.group(1))
                .filter(name -> !taken.contains(name))
                .toList();
        return new Keymap(text, spare, placed);
    }

    /** How many characters can be placed at once. */
    int room() {
        return Math.max(0, spare.size() - RESERVE);
    }

    boolean has(Collection<Integer> characters) {
        return characters.stream().map(Keymap::symbol).allMatch(placed::contains);
    }

    /** The same keyboard with these characters in place of those that were put there before. */
    String with(Collection<Integer> characters) {
        var keys = new StringBuilder();
        var names = new ArrayList<>(spare).iterator();
        for (int character : characters) {
            keys.append("    key <%s> { [ %s ] };\n".formatted(names.next(), symbol(character)));
        }
        var bare = SPARE.matcher(text).replaceAll("");
        var symbols = SYMBOLS.matcher(bare);
        if (!symbols.find()) {
            throw new ScreenLost("a keyboard without keys");
        }
        return bare.substring(0, symbols.end()) + keys + bare.substring(symbols.end());
    }

    private static String symbol(int character) {
        return "U%04X".formatted(character).toUpperCase(Locale.ROOT);
    }
}
