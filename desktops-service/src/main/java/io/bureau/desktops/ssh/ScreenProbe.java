package io.bureau.desktops.ssh;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** Looks whether the screen's server greets as RFB servers do, and lets us in. */
final class ScreenProbe implements ChannelListener {

    private static final String GREETING = "RFB 003.008\n";
    private static final byte NO_PASSWORD = 1;

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
            channel.setOut(new Greeting(channel));
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

    /**
     * Listens and answers until the server has let us in: it takes those who leave before that for intruders, and after a few of
     * them turns away everybody.
     */
    private final class Greeting extends OutputStream {

        private final ChannelDirectTcpip channel;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private int answered;

        Greeting(ChannelDirectTcpip channel) {
            this.channel = channel;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            heard.write(bytes, offset, length);
            var all = heard.toByteArray();
            if (answered == 0 && all.length >= GREETING.length()) {
                require(heard.toString(StandardCharsets.ISO_8859_1).startsWith(GREETING));
                answer(GREETING.getBytes(StandardCharsets.ISO_8859_1));
            }
            // How many ways in there are, each of them, and then whether the first one that needs no password has led
            // in.
            int ways = all.length > GREETING.length() ? all[GREETING.length()] & 0xff : -1;
            if (answered == 1 && ways >= 0 && all.length > GREETING.length() + ways) {
                require(ways > 0);
                answer(new byte[] {NO_PASSWORD});
            }
            if (answered == 2 && all.length >= GREETING.length() + 1 + ways + Integer.BYTES) {
                require(all[all.length - 1] == 0);
                answered = 3;
                emitter.complete(null);
            }
        }

        private void answer(byte[] bytes) throws IOException {
            answered++;
            channel.getInvertedIn().write(bytes);
            channel.getInvertedIn().flush();
        }

        private void require(boolean holds) {
            if (!holds) {
                emitter.fail(new ConnectionLost("what is on the screen's port does not speak RFB as it should"));
            }
        }
    }
}
