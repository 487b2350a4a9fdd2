package io.bureau.desktops.screen;

import io.bureau.desktops.ssh.BoundedOutput;
import io.bureau.desktops.ssh.ConnectionLost;
import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.desktops.ssh.SshTarget;
import io.smallrye.mutiny.TimeoutException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Programs on the desktop that do what RFB cannot. Waits for them. */
final class Commands {

    private static final int MOST_OUTPUT = 1 << 18;

    private final DesktopConnections connections;
    private final SshTarget target;

    Commands(DesktopConnections connections, SshTarget target) {
        this.connections = connections;
        this.target = target;
    }

    String run(String command, String input, Patience patience) {
        var output = new BoundedOutput(MOST_OUTPUT);
        try {
            int status = connections
                    .run(
                            target,
                            command,
                            input.getBytes(StandardCharsets.UTF_8),
                            output,
                            OutputStream.nullOutputStream())
                    .await()
                    .atMost(Duration.ofNanos(patience.leftNanos() + 1));
            if (status != 0) {
                throw new ScreenLost("a command of the screen's ends with " + status);
            }
        } catch (ConnectionLost | TimeoutException failure) {
            throw new ScreenLost("a command of the screen's does not end", failure);
        }
        return output.text();
    }
}
