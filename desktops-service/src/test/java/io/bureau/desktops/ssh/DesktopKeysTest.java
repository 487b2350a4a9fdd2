package io.bureau.desktops.ssh;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesktopKeysTest {

    private static final Optional<String> ENGINE = Optional.of("unix:///run/engine.sock");

    @TempDir
    Path directory;

    @Test
    void withAnEngineAndNoKeyFileTheServiceDoesNotStartAndSaysWhatItLacks() {
        var keys = new DesktopKeys(config(Map.of()), ENGINE);

        var refusal = assertThrows(IllegalStateException.class, () -> keys.start(new StartupEvent()));

        assertEquals(
                "Desktops need keys, and those a file of 32 random bytes in base64 to be stored under: name it in"
                        + " bureau.desktops.key-file",
                refusal.getMessage());
    }

    @Test
    void withoutAnEngineNoKeyFileIsNeeded() {
        var keys = new DesktopKeys(config(Map.of()), Optional.empty());

        assertDoesNotThrow(() -> keys.start(new StartupEvent()));
    }

    @Test
    void withAnEngineAndAKeyFileTheKeysOfADesktopCanBeMadeAndOpened() throws Exception {
        var file =
                Files.writeString(directory.resolve("key"), Base64.getEncoder().encodeToString(new byte[32]));
        var keys = new DesktopKeys(config(Map.of("bureau.desktops.key-file", file.toString())), ENGINE);
        keys.start(new StartupEvent());

        var made = keys.make("dsk_1");

        assertTrue(keys.openHostKey("dsk_1", made.hostKey()).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----"));
        assertEquals("EC", keys.openClientKey("dsk_1", made.clientKey()).getAlgorithm());
    }

    private static SshConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .withMapping(SshConfig.class)
                .build()
                .getConfigMapping(SshConfig.class);
    }
}
