package io.bureau.desktops.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.runtime.StartupEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {

    private static final Optional<String> ENGINE = Optional.of("unix:///run/engine.sock");

    @TempDir
    Path directory;

    @Test
    void withAnEngineAndNoKeyFileTheServiceDoesNotStartAndSaysWhatItLacks() {
        var seal = new Seal(Optional::empty, ENGINE);

        var refusal = assertThrows(IllegalStateException.class, () -> seal.start(new StartupEvent()));

        assertEquals(
                "Desktops need keys, and those a file of 32 random bytes in base64 to be stored under: name it in"
                        + " bureau.desktops.key-file",
                refusal.getMessage());
    }

    @Test
    void withoutAnEngineNoKeyFileIsNeeded() {
        var seal = new Seal(Optional::empty, Optional.empty());

        assertDoesNotThrow(() -> seal.start(new StartupEvent()));
    }

    @Test
    void withAKeyFileItSealsAndOpens() throws Exception {
        var file =
                Files.writeString(directory.resolve("key"), Base64.getEncoder().encodeToString(new byte[32]));
        var seal = new Seal(() -> Optional.of(file), ENGINE);
        seal.start(new StartupEvent());

        assertArrayEquals(new byte[] {7}, seal.open(seal.seal(new byte[] {7}, "one"), "one"));
    }
}
