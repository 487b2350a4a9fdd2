package io.bureau.desktops.sealing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingKeyTest {

    private static final byte[] SECRET = "a secret of a desktop".getBytes(StandardCharsets.UTF_8);

    private final SealingKey key = new SealingKey(random());

    @TempDir
    Path directory;

    @Test
    void whatIsSealedOpensAgain() {
        assertArrayEquals(SECRET, key.open(key.seal(SECRET, "dsk_1"), "dsk_1"));
    }

    @Test
    void whatIsSealedTwiceIsNotTheSame() {
        assertFalse(Arrays.equals(key.seal(SECRET, "dsk_1"), key.seal(SECRET, "dsk_1")));
    }

    @Test
    void anotherDesktopsDoesNotOpen() {
        var sealed = key.seal(SECRET, "dsk_1");

        assertThrows(IllegalStateException.class, () -> key.open(sealed, "dsk_2"));
    }

    @Test
    void anotherKeyDoesNotOpenIt() {
        var sealed = key.seal(SECRET, "dsk_1");

        assertThrows(IllegalStateException.class, () -> new SealingKey(random()).open(sealed, "dsk_1"));
    }

    @Test
    void noChangedByteGoesUnnoticed() {
        var sealed = key.seal(SECRET, "dsk_1");
        for (int i = 0; i < sealed.length; i++) {
            var altered = sealed.clone();
            altered[i] ^= 1;
            assertThrows(IllegalStateException.class, () -> key.open(altered, "dsk_1"), "byte " + i);
        }
    }

    @Test
    void aKeyIsReadFromItsFile() throws Exception {
        var bytes = random();
        var file =
                Files.writeString(directory.resolve("key"), Base64.getEncoder().encodeToString(bytes) + "\n");

        assertArrayEquals(SECRET, SealingKey.read(file).open(new SealingKey(bytes).seal(SECRET, "x"), "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=AA"})
    void aFileWithoutAKeySaysWhatItMustHold(String content) throws Exception {
        var file = Files.writeString(directory.resolve("key"), content);

        var refusal = assertThrows(IllegalStateException.class, () -> SealingKey.read(file));

        assertTrue(refusal.getMessage().contains("must hold 32 random bytes in base64"), refusal.getMessage());
    }

    @Test
    void noFileSaysWhatItMustHold() {
        var refusal = assertThrows(IllegalStateException.class, () -> SealingKey.read(directory.resolve("none")));

        assertTrue(refusal.getMessage().contains("bureau.desktops.key-file"), refusal.getMessage());
    }

    private static byte[] random() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
