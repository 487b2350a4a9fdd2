package io.bureau.desktops.driver.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The rules that an operator would set up on a machine with desktops. They stay: taken away, they would fail others. */
final class Firewall {

    private static final Path SCRIPT = Path.of("..", "deploy", "desktop-image", "firewall.sh");

    private Firewall() {}

    /** Whether the rules are in force now; they are not where nobody may set any. */
    static boolean raise() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return false;
        }
        try {
            var process = new ProcessBuilder("sh", SCRIPT.toString(), "up")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException unavailable) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
