package io.bureau.kit.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {

    private final OneLine filter = new OneLine();

    @ParameterizedTest
    @CsvSource({
        "0000, \\u0000",
        "000a, \\n",
        "000d, \\r",
        "0009, \\t",
        "001b, \\u001b",
        "0085, \\u0085",
        "2028, \\u2028",
        "2029, \\u2029",
        "202e, \\u202e",
        "e0001, \\u{e0001}"
    })
    void whatCouldBreakALineOrSteerATerminalIsWrittenOut(String hex, String written) {
        var text = "a" + Character.toString(Integer.parseInt(hex, 16)) + "b";

        assertEquals("a" + written + "b", OneLine.escape(text));
    }

    @Test
    void otherTextStaysAsItIs() {
        assertEquals("é 😀 100% {0} \\", OneLine.escape("é 😀 100% {0} \\"));
    }

    @Test
    void parametersAreEscapedAndTheirPercentSignsLeftAlone() {
        var event =
                new ExtLogRecord(org.jboss.logmanager.Level.INFO, "agent=%s", ExtLogRecord.FormatStyle.PRINTF, "test");
        event.setParameters(new Object[] {"x\r\n2026-01-01 INFO forged %s"});

        assertTrue(filter.isLoggable(event));

        assertEquals("agent=x\\r\\n2026-01-01 INFO forged %s", text(event));
    }

    @Test
    void aStackTraceStaysOnTheLineOfItsEvent() {
        var event = new ExtLogRecord(org.jboss.logmanager.Level.ERROR, "it broke", "test");
        event.setThrown(new IllegalStateException("first\nsecond"));

        assertTrue(filter.isLoggable(event));

        assertTrue(
                text(event).startsWith("it broke: java.lang.IllegalStateException: first\\nsecond\\n\\tat io.bureau"),
                text(event));
        assertNull(event.getThrown());
    }

    @Test
    void anEventThatPassesTwiceIsChangedOnce() {
        var event = new ExtLogRecord(org.jboss.logmanager.Level.INFO, "a\nb", "test");
        event.setThrown(new IllegalStateException());
        filter.isLoggable(event);
        var once = event.getMessage();

        filter.isLoggable(event);

        assertSame(once, event.getMessage());
    }

    @Test
    void recordsOfTheJdkAreEscapedAsWell() {
        var event = new LogRecord(Level.INFO, "agent={0}");
        event.setParameters(new Object[] {"x\n{0}"});

        filter.isLoggable(event);

        assertEquals("agent=x\\n{0}", event.getMessage());
        assertNull(event.getParameters());
    }

    private static String text(ExtLogRecord event) {
        return new PatternFormatter("%s").format(event);
    }
}
