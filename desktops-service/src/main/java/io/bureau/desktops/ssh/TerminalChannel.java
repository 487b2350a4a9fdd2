package io.bureau.desktops.ssh;

import io.smallrye.mutiny.Uni;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.PtyChannelConfiguration;

/** A program on a terminal of the desktop: reading waits for what it shows, writing for it to read. */
public final class TerminalChannel implements Closeable {

    private static final String TYPE = "xterm-256color";

    private final ChannelExec channel;

    private TerminalChannel(ChannelExec channel) {
        this.channel = channel;
    }

    static Uni<TerminalChannel> open(ClientSession session, String command, int columns, int rows) {
        return Uni.createFrom().deferred(() -> {
            var channel = create(session, command, columns, rows);
            return Futures.ended(channel::open)
                    .map(opened -> {
                        if (!opened.isOpened()) {
                            throw new ConnectionLost("no terminal", opened.getException());
                        }
                        return new TerminalChannel(channel);
                    })
                    .onCancellation()
                    .invoke(() -> channel.close(false));
        });
    }

    private static ChannelExec create(ClientSession session, String command, int columns, int rows) {
        try {
            var terminal = new PtyChannelConfiguration();
            terminal.setPtyType(TYPE);
            terminal.setPtyColumns(columns);
            terminal.setPtyLines(rows);
            var channel = session.createExecChannel(command, StandardCharsets.UTF_8, terminal, Map.of());
            channel.setUsePty(true);
            // All that is shown is shown on the terminal.
            channel.setRedirectErrorStream(true);
            return channel;
        } catch (IOException | RuntimeException failure) {
            throw new ConnectionLost("no terminal", failure);
        }
    }

    public InputStream input() {
        return channel.getInvertedOut();
    }

    public OutputStream output() {
        return channel.getInvertedIn();
    }

    /** Tells the program how large its terminal is now. */
    public void resize(int columns, int rows) throws IOException {
        channel.sendWindowChange(columns, rows);
    }

    /** How the program has ended; {@code null} if it has not, or not by itself. */
    public Integer exitStatus() {
        return channel.getExitStatus();
    }

    /** The program is told that its terminal is gone; whoever reads is told at once. */
    @Override
    public void close() throws IOException {
        channel.close(false);
        channel.getInvertedOut().close();
    }
}
