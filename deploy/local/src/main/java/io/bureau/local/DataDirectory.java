package io.bureau.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** Where one stack keeps everything it has. Nobody but its owner may look inside. */
public record DataDirectory(Path root) {

    private static final int LOG_LINES = 20;

    /** The directory at {@code root}, made where it is missing. */
    static DataDirectory at(Path root) {
        var data = new DataDirectory(root.toAbsolutePath().normalize());
        for (var directory : new Path[] {data.root, data.secrets(), data.logs(), data.run(), data.redis()}) {
            makePrivate(directory);
        }
        return data;
    }

    public Path secrets() {
        return root.resolve("secrets");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** What is true of this run only: the lock, process ids, sockets. */
    public Path run() {
        return root.resolve("run");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path redis() {
        return root.resolve("redis");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** The last lines of that log, for somebody who is told that its writer failed. */
    String endOfLog(String name) {
        try {
            var lines = Files.readAllLines(log(name), StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(" + log(name) + " cannot be read)";
        }
    }

    void delete() {
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException undeletable) {
            throw new StackFailure("Cannot delete " + root + ": " + undeletable.getMessage(), undeletable);
        }
    }

    private static void makePrivate(Path directory) {
        try {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException unwritable) {
            throw new StackFailure("Cannot write to " + directory + "; choose another place with --data", unwritable);
        }
    }
}
