package io.bureau.desktops.exec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordsTest {

    @Test
    void wordsAreApart() {
        assertEquals("'a b' '' 'c'\\''d'", ShellWords.quote(List.of("a b", "", "c'd")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ";", "$(id)", "`id`", "a\nb", "-rf", "'", "''\"", "\\", "*", "~", "!x", "é漢🙂", "\t "})
    void aShellPassesTheWordOnAsItIs(String word) throws Exception {
        var shell = new ProcessBuilder("/bin/sh", "-c", "printf %s " + ShellWords.quote(word)).start();

        assertArrayEquals(
                word.getBytes(StandardCharsets.UTF_8), shell.getInputStream().readAllBytes());
    }
}
