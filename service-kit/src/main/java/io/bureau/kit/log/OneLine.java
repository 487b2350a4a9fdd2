package io.bureau.kit.log;

import io.quarkus.logging.LoggingFilter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Makes one line of one event, its stack trace included: what came from outside can neither begin a line nor steer the
 * terminal that shows it. Lets every record pass. {@code quarkus.log.console.filter} names it.
 */
@LoggingFilter(name = "one-line")
public final class OneLine implements Filter {

    private static final Formatter PARAMETERS_IN_PLACE = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord event) {
        var thrown = event.getThrown();
        var text = thrown == null ? text(event) : text(event) + ": " + trace(thrown);
        if (thrown != null || text.codePoints().anyMatch(OneLine::isUnfit)) {
            event.setThrown(null);
            replace(event, escape(text));
        }
        return true;
    }

    /** {@code text} with its control characters, line separators and invisible formatting as Java would write them. */
    static String escape(String text) {
        var line = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (isUnfit(codePoint)) {
                line.append(
                        switch (codePoint) {
                            case '\n' -> "\\n";
                            case '\r' -> "\\r";
                            case '\t' -> "\\t";
                            default ->
                                Character.isBmpCodePoint(codePoint)
                                        ? "\\u%04x".formatted(codePoint)
                                        : "\\u{%x}".formatted(codePoint);
                        });
            } else {
                line.appendCodePoint(codePoint);
            }
        });
        return line.toString();
    }

    private static boolean isUnfit(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String text(LogRecord event) {
        var text = PARAMETERS_IN_PLACE.formatMessage(event);
        return text == null ? "" : text;
    }

    private static String trace(Throwable thrown) {
        var trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString().stripTrailing();
    }

    /** Finished text: a percent sign or a brace in it is no longer a place for a parameter. */
    private static void replace(LogRecord event, String text) {
        if (event instanceof ExtLogRecord ext) {
            ext.setMessage(text, ExtLogRecord.FormatStyle.NO_FORMAT);
        } else {
            event.setMessage(text);
            event.setParameters(null);
            event.setResourceBundle(null);
        }
    }
}
