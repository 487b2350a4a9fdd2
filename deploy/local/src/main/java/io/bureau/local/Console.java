package io.bureau.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What the stack has to say: to the terminal as it is, to its log with the time before it. */
public final class Console {

    private final Path log;

    public Console(Path log) {
        this.log = log;
    }

    public synchronized void say(String line) {
        System.out.println(line);
        note(line);
    }

    /** What to do now that everything is ready. */
    void greet(URI publicUrl, Path logs) {
        say("""
                Bureau is ready at %1$s

                  1. Open %1$s and sign in; the stand-ins for Google and GitHub ask for no password.
                  2. Make an API key under %1$s/settings?tab=apiKeys
                  3. Use it:  curl -H "Authorization: Bearer $KEY" %1$s/v1/me

                Logs are in %2$s (./bureau logs -f), the state is told by ./bureau status.
                """.formatted(publicUrl, logs).stripTrailing());
    }

    /** A failure in full, for the log alone. */
    void note(Throwable failure) {
        var text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        note(text.toString().stripTrailing());
    }

    /** For the log alone. */
    public synchronized void note(String line) {
        var stamped = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n";
        try {
            Files.writeString(log, stamped, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("Cannot write " + log, unwritable);
        }
    }
}
