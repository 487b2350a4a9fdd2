package io.bureau.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes we have started, written down so that a later run can end them if this one is killed before it can. A
 * process id alone proves nothing, because ids are used again: a process is ours only if it also began when ours began.
 */
public final class ProcessLedger {

    private static final String SUFFIX = ".pid";
    /** Two readings of one process's start may differ by this: the kernel counts it from a boot time that is adjusted. */
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    private final Path directory;

    /** A process of ours that runs. */
    public record Entry(String name, ProcessHandle process) {}

    public ProcessLedger(Path directory) {
        this.directory = directory;
    }

    public void record(String name, ProcessHandle process) {
        var start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        try {
            Files.writeString(file(name), process.pid() + " " + start + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    public void forget(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    /** The process recorded under this name, if it is alive and really the one. */
    public Optional<ProcessHandle> find(String name) {
        try {
            var words = Files.readString(file(name)).strip().split(" ");
            var start = Instant.ofEpochMilli(Long.parseLong(words[1]));
            return ProcessHandle.of(Long.parseLong(words[0])).filter(process -> began(process, start));
        } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException unreadable) {
            return Optional.empty();
        }
    }

    public List<Entry> running() {
        var found = new ArrayList<Entry>();
        try (var files = Files.list(directory)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
                var name = file.getFileName().toString().replaceFirst("\\.pid$", "");
                find(name).ifPresentOrElse(process -> found.add(new Entry(name, process)), () -> forget(name));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }

    /** Asks each to end, waits, and kills what is still there. */
    public void end(List<Entry> leftovers, Duration patience) {
        leftovers.forEach(leftover -> leftover.process().destroy());
        var deadline = Instant.now().plus(patience);
        for (var leftover : leftovers) {
            if (!ended(leftover.process(), Duration.between(Instant.now(), deadline))) {
                leftover.process().destroyForcibly();
                ended(leftover.process(), patience);
            }
            forget(leftover.name());
        }
    }

    /** Whether {@code process} is gone within {@code patience}. */
    public static boolean ended(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException stillThere) {
            return !process.isAlive();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private Path file(String name) {
        return directory.resolve(name + SUFFIX);
    }

    private static boolean began(ProcessHandle process, Instant recorded) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(start, recorded).abs().compareTo(CLOCK_SLACK) <= 0)
                .orElse(false);
    }
}
