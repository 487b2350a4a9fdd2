package io.bureau.desktops.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputTest {

    private static final Runnable NOBODY = () -> {};

    @Test
    void whatFitsIsKept() {
        var output = new Output(3, NOBODY);

        write(output, "ab");
        write(output, "c");

        assertFalse(output.isTruncated());
        assertEquals("abc", output.take());
    }

    @Test
    void oneByteMoreIsDropped() {
        var output = new Output(3, NOBODY);

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
            var output = new Output(limit, NOBODY);
            write(output, "x" + character + character);
            assertEquals("x" + character.repeat((limit - 1) / length), output.take(), "limit " + limit);
        }
    }

    @Test
    void whatIsNoTextIsReplaced() {
        var output = new Output(10, NOBODY);

        output.write(new byte[] {'a', (byte) 0xFF, 'b', (byte) 0xC3}, 0, 4);

        assertEquals("a\uFFFDb\uFFFD", output.take());
    }

    @Test
    void whatIsNoTextIsReplacedAtTheLimit() {
        var output = new Output(4, NOBODY);

        output.write(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80}, 0, 5);

        assertEquals("\uFFFD".repeat(4), output.take());
    }

    @Test
    void nothingIsKeptOnceItWasTaken() {
        var output = new Output(10, NOBODY);
        write(output, "a");
        output.take();

        write(output, "b");

        assertFalse(output.isTruncated());
    }

    @Test
    void whatIsToldPieceByPieceIsWhatIsTakenInTheEnd() {
        var random = new Random(7);
        for (int round = 0; round < 2000; round++) {
            var output = new Output(40, NOBODY);
            var told = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                var bytes = random.nextBoolean() ? "aé漢🙂".getBytes(StandardCharsets.UTF_8) : new byte[3];
                if (bytes.length == 3) {
                    random.nextBytes(bytes);
                }
                int cut = random.nextInt(bytes.length);
                output.write(bytes, 0, cut);
                told.append(output.more());
                output.write(bytes, cut, bytes.length - cut);
                told.append(random.nextBoolean() ? output.more() : "");
            }
            var all = output.take();
            assertTrue(all.startsWith(told.toString()), () -> told + " is not how this begins: " + all);
            assertEquals("", output.more());
        }
    }

    @Test
    void itSaysWhenThereIsMoreButNotWhenItIsDropped() {
        var calls = new AtomicInteger();
        var output = new Output(3, calls::incrementAndGet);

        write(output, "abc");
        write(output, "d");

        assertEquals(1, calls.get());
        assertEquals("abc", output.more());
        assertEquals("", output.more());
    }

    @Test
    void whatMayStillBecomeATextIsKnown() {
        var output = new Output(10, NOBODY);

        assertTrue(output.mayBecome("ab"));
        write(output, "a");
        assertTrue(output.mayBecome("ab"));
        write(output, "c");
        assertFalse(output.mayBecome("ab"));
    }

    private static void write(Output output, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
    }
}
