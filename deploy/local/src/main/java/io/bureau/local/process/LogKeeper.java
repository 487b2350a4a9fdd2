package io.bureau.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Keeps logs from filling the disk: one that has grown past the limit is copied aside and emptied in place. Its writer
 * appends to an open file and need not know.
 */
public final class LogKeeper {

    private final Path directory;
    private final long limit;

    /** @param limit in bytes; a log and its one predecessor take at most about twice this */
    public LogKeeper(Path directory, long limit) {
        this.directory = directory;
        this.limit = limit;
    }

    public void tidy() {
        try (var files = Files.list(directory)) {
            for (var log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                if (Files.size(log) > limit) {
                    rotate(log);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void rotate(Path log) throws IOException {
        Files.copy(log, Path.of(log + ".1"), StandardCopyOption.REPLACE_EXISTING);
        try (var channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
    }
}
