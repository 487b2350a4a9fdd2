package io.bureau.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/** Where one stack keeps everything it has. Nobody but its owner may look inside. */
public record DataDirectory(Path root) {

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

    /** The unpacked programs of Postgres and Redis; may be deleted while nothing runs. */
    public Path programs() {
        return root.resolve("programs");
    }

    public Path redis() {
        return root.resolve("redis");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
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
