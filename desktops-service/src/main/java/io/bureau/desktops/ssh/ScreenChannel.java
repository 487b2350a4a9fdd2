package io.bureau.desktops.ssh;

import io.smallrye.mutiny.Uni;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** A stream to the server of a desktop's screen: reading waits for what it says, writing for room. */
public final class ScreenChannel implements Closeable {

    private final ChannelDirectTcpip channel;

    private ScreenChannel(ChannelDirectTcpip channel) {
        this.channel = channel;
    }

    static Uni<ScreenChannel> open(ClientSession session, int port) {
        return Uni.createFrom().deferred(() -> {
            var channel = create(session, port);
            return Futures.ended(channel::open)
                    .map(opened -> {
                        if (!opened.isOpened()) {
                            throw new ConnectionLost("no screen", opened.getException());
                        }
                        return new ScreenChannel(channel);
                    })
                    .onCancellation()
                    .invoke(() -> channel.close(false));
        });
    }

    private static ChannelDirectTcpip create(ClientSession session, int port) {
        try {
            return session.createDirectTcpipChannel(
                    new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", port));
        } catch (IOException | RuntimeException failure) {
            throw new ConnectionLost("no screen", failure);
        }
    }

    public InputStream input() {
        return channel.getInvertedOut();
    }

    public OutputStream output() {
        return channel.getInvertedIn();
    }

    /** Whoever reads is told at once, whether or not the other side still answers. */
    @Override
    public void close() throws IOException {
        channel.close(false);
        channel.getInvertedOut().close();
    }
}
