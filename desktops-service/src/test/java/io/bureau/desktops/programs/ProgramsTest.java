package io.bureau.desktops.programs;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.EngineResource;
import io.bureau.desktops.RealEngine;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The desktop image as people and agents find it, and the programs that they write in. The pictures it was judged by are kept
 * in {@code target/pictures}, to be looked at.
 */
@QuarkusTest
@TestProfile(RealEngine.class)
@Bureau.Stores
class ProgramsTest {

    private static final Path PICTURES = Path.of("target", "pictures");
    private static final Duration SLOWLY = Duration.ofSeconds(60);
    private static final int PANEL = 40;
    private static final int PAGE = new Color(0x20, 0xa0, 0x40).getRGB();

    /** Everything that has to be typed differently: letters, accents, ideographs, beyond the basic plane, lines and tabs. */
    private static final String TEXT = text(10_000);

    private static Principal owner;
    private static String desktop;

    /** One desktop for all, because it is what takes longest. */
    @BeforeEach
    void desktop() {
        assumeTrue(EngineResource.isThere(), "Podman and the desktop image");
        if (desktop == null) {
            Bureau.reset();
            owner = Principals.owner();
            desktop = create(owner, "{\"name\":\"programs\"}");
            await(owner, desktop, "running");
        }
        bash("pkill -x 'firefox.*|mousepad|lxterminal' ; true");
        until(() -> isEmpty(picture("desktop")), "a desktop without a window");
    }

    @Test
    void nothingStandsInTheWayOnANewDesktop() {
        var picture = picture("desktop");

        assertTrue(isEmpty(picture));
        var panel = new Color(picture.getRGB(640, 800 - PANEL / 2));
        assertTrue(panel.getRed() + panel.getGreen() + panel.getBlue() < 3 * 80, "no panel but " + panel);
        assertEquals("UTC C.UTF-8", bash("echo $(date +%Z) $LANG"));
    }

    @Test
    void theBrowserOpensAPageAndTakesAllThatIsTyped() throws IOException {
        bash("rm -f /tmp/field; cat > /tmp/page.py <<'END'\n" + resource("page.py")
                + "\nEND\n(setsid python3 /tmp/page.py; true) > /dev/null 2>&1 &");
        bash("(setsid firefox-esr http://127.0.0.1:8000/; true) > /dev/null 2>&1 &");
        until(SLOWLY, () -> share(picture("browser"), PAGE) > 0.4, "a page, and nothing before it");

        // Dialogs of a first run would keep the field from being written to.
        until(() -> field().equals("ready"), "its field");
        type(TEXT);

        // A browser lays out the whole field anew for each character.
        until(SLOWLY, () -> field().length() >= TEXT.length(), "all of it");
        assertEquals(TEXT, field());
        picture("browser-with-text");
    }

    @Test
    void anEditorTakesAllThatIsTyped() {
        bash("rm -rf /tmp/note && : > /tmp/note; (setsid mousepad /tmp/note; true) > /dev/null 2>&1 &");
        until(() -> !isEmpty(picture("editor")), "its window");
        // A window is seen before it takes what is typed.
        until(
                () -> {
                    type("x");
                    key("ctrl+s");
                    return bash("cat /tmp/note").startsWith("x");
                },
                "what is written there");
        key("ctrl+a");

        type(TEXT);
        key("ctrl+s");

        until(SLOWLY, () -> bash("cat /tmp/note").length() >= TEXT.length(), "all of it");
        assertEquals(TEXT, bash("cat /tmp/note"));
        picture("editor-with-text");
    }

    /** Ends without a break, so that an editor that adds one and an answer that loses one are the same. */
    private static String text(int length) {
        var pieces = new String[] {
            "the quick brown fox",
            "Příliš žluťoučký kůň",
            "漢字かな交じり",
            "🙂🚀",
            "\n",
            "\t",
            "0123 {[<~|\\\"'`>]} ",
            "ÄÖÜß€ "
        };
        var random = new Random(11);
        var text = IntStream.range(0, length)
                .mapToObj(_ -> pieces[random.nextInt(pieces.length)])
                .collect(Collectors.joining());
        return text.substring(0, text.offsetByCodePoints(0, length - 1)) + ".";
    }

    private static String field() {
        return bash("cat /tmp/field 2>&- || true");
    }

    /** Whether there is nothing but the sky of the wallpaper, which has no edges, where windows open. */
    private static boolean isEmpty(BufferedImage picture) {
        for (int y = 100; y < 380; y++) {
            for (int x = 200; x < 1200; x++) {
                if (difference(picture.getRGB(x, y), picture.getRGB(x + 1, y)) > 40) {
                    return false;
                }
            }
        }
        return true;
    }

    private static int difference(int one, int other) {
        var first = new Color(one);
        var second = new Color(other);
        return Math.abs(first.getRed() - second.getRed())
                + Math.abs(first.getGreen() - second.getGreen())
                + Math.abs(first.getBlue() - second.getBlue());
    }

    private static double share(BufferedImage picture, int colour) {
        long such = IntStream.range(0, picture.getWidth() * picture.getHeight())
                .filter(i -> picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) == colour)
                .count();
        return (double) such / (picture.getWidth() * picture.getHeight());
    }

    private static BufferedImage picture(String name) {
        var png = asSession(owner)
                .get("/v1/desktops/" + desktop + "/screenshot")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        try {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name + ".png"), png);
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void type(String text) {
        asSession(owner)
                .body(Map.of("text", text))
                .post("/v1/desktops/" + desktop + "/type")
                .then()
                .statusCode(200);
    }

    private static void key(String combination) {
        asSession(owner)
                .body(Map.of("key", combination))
                .post("/v1/desktops/" + desktop + "/key")
                .then()
                .statusCode(200);
    }

    private static String bash(String script) {
        var answer = asSession(owner).body(Map.of("script", script)).post("/v1/desktops/" + desktop + "/bash");
        assertEquals(Integer.valueOf(0), answer.path("exitCode"), answer.asString());
        return answer.<String>path("stdout").stripTrailing();
    }

    private static String resource(String name) throws IOException {
        try (var content = ProgramsTest.class.getResourceAsStream(name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
