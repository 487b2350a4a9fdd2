package io.bureau.desktops.ssh;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** Looks whether the screen's server greets as RFB servers do. */
final class ScreenProbe implements ChannelListener {

    private static final String GREETING = "RFB 003.";

    private final ClientSession session;
    private final int port;
    private volatile UniEmitter<? super Void> emitter;

    ScreenProbe(ClientSession session, int port) {
        this.session = session;
        this.port = port;
    }

    Uni<Void> run() {
        return Uni.createFrom().<Void>emitter(this::start);
    }

    private void start(UniEmitter<? super Void> greeted) {
        emitter = greeted;
        try {
            var channel = session.createDirectTcpipChannel(
                    new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", port));
            channel.setOut(new Greeting());
            channel.addChannelListener(this);
            greeted.onTermination(() -> channel.close(false));
            channel.open().addListener(opened -> {
                if (!opened.isOpened()) {
                    greeted.fail(new ConnectionLost("no screen yet", opened.getException()));
                }
            });
        } catch (IOException | RuntimeException failure) {
            greeted.fail(new ConnectionLost("no screen yet", failure));
        }
    }

    @Override
    public void channelClosed(Channel closed, Throwable reason) {
        emitter.fail(new ConnectionLost("the screen does not greet", reason));
    }

    private final class Greeting extends OutputStream {

        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            heard.write(bytes, offset, length);
            if (heard.size() >= GREETING.length()) {
                if (heard.toString(StandardCharsets.ISO_8859_1).startsWith(GREETING)) {
                    emitter.complete(null);
                } else {
                    emitter.fail(new ConnectionLost("what is on the screen's port does not speak RFB"));
                }
            }
        }
    }
}
