package io.bureau.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What others may want to know of a running stack: where it is, and since when it is ready. */
final class RunState {

    /** The kernel keeps the path of a Unix socket in 108 bytes, the last of them zero. */
    private static final int LONGEST_SOCKET_PATH = 107;

    private final Path directory;

    RunState(Path directory) {
        this.directory = directory;
    }

    /** Nothing is ready yet, whatever an earlier run has written. */
    void begin(URI publicUrl) {
        try {
            Files.deleteIfExists(readyFile());
            Files.writeString(directory.resolve("url"), publicUrl + "\n");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    void ready() {
        try {
            Files.writeString(readyFile(), "");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    void end() {
        try {
            Files.deleteIfExists(readyFile());
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    Optional<String> url() {
        try {
            return Optional.of(Files.readString(directory.resolve("url")).strip());
        } catch (IOException neverUp) {
            return Optional.empty();
        }
    }

    /** Where a Unix socket of this run lies: with the rest, or in a directory of its own where that path is too long. */
    Path socket(String name) {
        var usual = directory.resolve(name);
        if (usual.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET_PATH) {
            return usual;
        }
        try {
            var elsewhere = Files.createTempDirectory("bureau");
            elsewhere.toFile().deleteOnExit();
            return elsewhere.resolve(name);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private Path readyFile() {
        return directory.resolve("ready");
    }
}
