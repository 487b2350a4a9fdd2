package io.bureau.testkit;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.handlers.ConsoleHandler;

/** What the service under test writes to its log while this is open, as the console shows it: filtered and formatted. */
public final class Logs extends Handler implements AutoCloseable {

    private static final Logger ROOT = Logger.getLogger("");

    private final ConsoleHandler console;
    private final List<String> events = new CopyOnWriteArrayList<>();

    private Logs(ConsoleHandler console) {
        this.console = console;
        setLevel(Level.ALL);
    }

    /** Listens until it is closed. */
    public static Logs capture() {
        var console = Arrays.stream(InitialConfigurator.DELAYED_HANDLER.getHandlers())
                .filter(ConsoleHandler.class::isInstance)
                .map(ConsoleHandler.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the service does not log to the console"));
        var logs = new Logs(console);
        ROOT.addHandler(logs);
        return logs;
    }

    /** The events so far, each with the line end that closes it. */
    public List<String> events() {
        return List.copyOf(events);
    }

    /** Whether any event so far holds {@code text}. */
    public boolean contain(String text) {
        return events.stream().anyMatch(event -> event.contains(text));
    }

    @Override
    public void publish(LogRecord event) {
        var ours = ExtLogRecord.wrap(event);
        if (console.getFilter() == null || console.getFilter().isLoggable(ours)) {
            events.add(console.getFormatter().format(ours));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
    }
}
