package io.bureau.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Canaries: credentials that were used in every way must be found in no file, be it log, database or Redis. */
@ExtendWith(RunningStack.class)
class SecrecyTest {

    @Test
    void noCredentialIsFoundInAnyFile(Stack stack) throws IOException {
        var person = stack.person();
        var session = person.sessionCookie().split(";")[0].split("=", 2)[1];
        var used = person.createKey("used").json();
        var revoked = person.createKey("revoked").json();
        var key = used.path("key").asText();
        var mangled = key.substring(0, 59) + (key.charAt(59) == 'a' ? 'b' : 'a') + key.substring(60);
        stack.caller(key).get("/v1/me").expect(200);
        stack.caller(key).get("/v1/desktops?cursor=" + key).status();
        stack.caller(key).get("/api/keys").expect(403);
        stack.caller(mangled).get("/v1/me").expect(401);
        stack.caller(revoked.path("key").asText()).get("/v1/me").expect(200);
        person.delete("/api/keys/" + revoked.path("id").asText()).expect(200);
        stack.caller(revoked.path("key").asText()).get("/v1/me").expect(401);

        stack.restart();

        var canaries =
                List.of(secret(key), secret(mangled), secret(revoked.path("key").asText()), session);
        assertEquals(List.of(), filesWith(canaries, stack.data()));
    }

    /** Without the public id, which the preview shows on purpose. */
    private static String secret(String key) {
        return key.substring(17, 59);
    }

    private static List<Path> filesWith(List<String> canaries, Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, canaries))
                    .toList();
        }
    }

    private static boolean contains(Path file, List<String> canaries) {
        try {
            var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return canaries.stream().anyMatch(text::contains);
        } catch (NoSuchFileException gone) {
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("what cannot be read cannot be cleared", unreadable);
        }
    }
}
