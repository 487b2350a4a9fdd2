package io.bureau.desktops.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.sealing.Seal;
import io.quarkus.runtime.StartupEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DesktopKeysTest {

    @TempDir
    Path directory;

    @Test
    void theKeysOfADesktopCanBeMadeAndOpened() throws Exception {
        var file =
                Files.writeString(directory.resolve("key"), Base64.getEncoder().encodeToString(new byte[32]));
        var seal = new Seal(() -> Optional.of(file), Optional.empty());
        seal.start(new StartupEvent());
        var keys = new DesktopKeys(seal);

        var made = keys.make("dsk_1");

        assertTrue(keys.openHostKey("dsk_1", made.hostKey()).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----"));
        assertEquals("EC", keys.openClientKey("dsk_1", made.clientKey()).getAlgorithm());
    }
}
