package io.bureau.desktops.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.kit.error.ApiException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {

    private final Mark mark = Mark.next();

    @Test
    void whatIsNotGivenHasADefault() {
        var program = Program.of(List.of("true"), null, null, null, null);

        assertEquals(Duration.ofSeconds(60), program.timeout());
        assertEquals("export BUREAU_EXEC=" + mark.id() + "; exec -- 'true'", program.toLine(mark));
        assertEquals(0, program.input().length);
    }

    @Test
    void shellCommandsAreOneWordForBash() {
        var program = Program.shell("command", "a; b 'c'", null, null, null, null);

        assertTrue(program.toLine(mark).endsWith("exec -- '/bin/bash' '-c' 'a; b '\\''c'\\'''"), program.toLine(mark));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 600})
    void theTimeoutHasBounds(int seconds) {
        assertEquals(Duration.ofSeconds(seconds), timed(seconds).timeout());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 601})
    void aTimeoutOutOfBoundsIsRefused(int seconds) {
        assertRefused(() -> timed(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\ud800"})
    void whatNoArgumentCanBeIsRefused(String text) {
        assertRefused(() -> Program.of(List.of("echo", text), null, null, null, null));
        assertRefused(() -> Program.shell("script", "echo " + text, null, null, null, null));
        assertRefused(() -> Program.of(List.of("true"), text, null, null, null));
        assertRefused(() -> Program.of(List.of("true"), null, Map.of("A", text), null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1A", "A B", "A=B", "A;id", "é", "UID", "SHELLOPTS", "BUREAU_EXEC"})
    void whatNoVariableCanBeCalledIsRefused(String name) {
        assertRefused(() -> Program.of(List.of("true"), null, Map.of(name, "x"), null, null));
    }

    @Test
    void aVariableWithoutAValueIsRefused() {
        assertRefused(() -> Program.of(List.of("true"), null, Collections.singletonMap("A", null), null, null));
    }

    @Test
    void nothingToRunIsRefused() {
        assertRefused(() -> Program.of(List.of(), null, null, null, null));
        assertRefused(() -> Program.of(List.of(""), null, null, null, null));
        assertRefused(() -> Program.shell("command", " ", null, null, null, null));
        assertRefused(() -> Program.shell("script", null, null, null, null, null));
    }

    @Test
    void whatTheDesktopCouldNotTakeIsRefused() {
        assertRefused(() -> Program.of(List.of("echo", "x".repeat(120_000)), null, null, null, null));
        // Each quote takes four bytes to say.
        assertRefused(() -> Program.of(List.of("echo", "'".repeat(30_000)), null, null, null, null));
    }

    private static Program timed(int seconds) {
        return Program.of(List.of("true"), null, null, null, seconds);
    }

    private static void assertRefused(org.junit.jupiter.api.function.Executable attempt) {
        assertEquals(400, assertThrows(ApiException.class, attempt).status());
    }
}
