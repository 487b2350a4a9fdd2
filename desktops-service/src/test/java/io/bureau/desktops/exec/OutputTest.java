package io.bureau.desktops.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {

    @Test
    void whatFitsIsKept() {
        var output = new Output(3);

        write(output, "ab");
        write(output, "c");

        assertFalse(output.isTruncated());
        assertEquals("abc", output.take());
    }

    @Test
    void oneByteMoreIsDropped() {
        var output = new Output(3);

        write(output, "ab");
        write(output, "cd");
        write(output, "e");

        assertTrue(output.isTruncated());
        assertEquals("abc", output.take());
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "漢", "🙂"})
    void aCharacterIsKeptWholeOrNotAtAll(String character) {
        int length = character.getBytes(StandardCharsets.UTF_8).length;
        for (int limit = 2; limit <= 2 * length; limit++) {
            var output = new Output(limit);
            write(output, "x" + character + character);
            assertEquals("x" + character.repeat((limit - 1) / length), output.take(), "limit " + limit);
        }
    }

    @Test
    void whatIsNoTextIsReplaced() {
        var output = new Output(10);

        output.write(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xC3}, 0, 4);

        assertEquals("a\uFFFDb\uFFFD", output.take());
    }

    @Test
    void whatIsNoTextIsReplacedAtTheLimit() {
        var output = new Output(4);

        output.write(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80}, 0, 5);

        assertEquals("\uFFFD".repeat(4), output.take());
    }

    @Test
    void nothingIsKeptOnceItWasTaken() {
        var output = new Output(10);
        write(output, "a");
        output.take();

        write(output, "b");

        assertFalse(output.isTruncated());
    }

    private static void write(Output output, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
    }
}
