package io.bureau.local.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The containers that desktops-service has started for this stack. They are the engine's children and not ours, and would
 * run on when everything else has ended.
 */
public final class RunningDesktops {

    /** As desktops-service labels what it makes. */
    private static final String LABEL = "io.bureau.installation";

    private static final String FILE = "engine-command";
    private static final int PATIENCE_SECONDS = 30;

    private final List<String> engine;
    private final String installation;

    private RunningDesktops(List<String> engine, String installation) {
        this.engine = engine;
        this.installation = installation;
    }

    /**
     * Those of a stack that begins now. Written down under {@code run}, so that a later run finds them if this one is
     * killed.
     *
     * @param engine the command that the engine listens to, with its global options
     */
    public static RunningDesktops of(List<String> engine, String installation, Path run) throws IOException {
        var lines = new ArrayList<>(engine);
        lines.addFirst(installation);
        Files.write(run.resolve(FILE), lines);
        return new RunningDesktops(engine, installation);
    }

    /** Those of the last stack that had {@code run}, if it had an engine. */
    public static Optional<RunningDesktops> read(Path run) {
        try {
            var lines = Files.readAllLines(run.resolve(FILE));
            return lines.size() < 2
                    ? Optional.empty()
                    : Optional.of(new RunningDesktops(lines.subList(1, lines.size()), lines.getFirst()));
        } catch (IOException neverHadOne) {
            return Optional.empty();
        }
    }

    /** Stops them all, keeping what is in them. Returns how many there were; an engine that is gone has none. */
    public int stop() {
        try {
            var running = run("ps", "--quiet", "--filter", "label=" + LABEL + "=" + installation)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            if (!running.isEmpty()) {
                var stop = new ArrayList<>(List.of("stop", "--time", "5"));
                stop.addAll(running);
                run(stop.toArray(String[]::new));
            }
            return running.size();
        } catch (IOException engineGone) {
            return 0;
        }
    }

    private String run(String... arguments) throws IOException {
        var command = new ArrayList<>(engine);
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return text;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        } finally {
            process.destroyForcibly();
        }
    }
}
