package io.bureau.desktops.ssh;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;
import org.jboss.logging.Logger;

/** One command on a channel of its own. */
final class RemoteCommand implements ChannelListener {

    private static final Logger LOG = Logger.getLogger(RemoteCommand.class);

    /** What a command leaves in the background may hold its output open for ever; what it wrote itself comes soon. */
    private static final long LAST_OUTPUT_MILLIS = 150;

    private static final Map<String, Integer> SIGNALS = Map.of(
            "HUP", 1, "INT", 2, "QUIT", 3, "ILL", 4, "ABRT", 6, "FPE", 8, "KILL", 9, "SEGV", 11, "PIPE", 13, "TERM",
            15);

    private final ClientSession session;
    private final String command;
    private final byte[] stdin;
    private final OutputStream stdout;
    private final OutputStream stderr;
    private volatile UniEmitter<? super Integer> emitter;
    private volatile ChannelExec channel;

    RemoteCommand(ClientSession session, String command, byte[] stdin, OutputStream stdout, OutputStream stderr) {
        this.session = session;
        this.command = command;
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    Uni<Integer> run() {
        return Uni.createFrom().<Integer>emitter(this::start);
    }

    private void start(UniEmitter<? super Integer> ended) {
        emitter = ended;
        try {
            channel = session.createExecChannel(command);
            channel.setOut(stdout);
            channel.setErr(stderr);
            channel.addChannelListener(this);
            ended.onTermination(this::letGo);
            channel.open().addListener(opened -> {
                if (opened.isOpened()) {
                    Thread.startVirtualThread(this::sendInput);
                } else {
                    ended.fail(new ConnectionLost("no channel to " + session, opened.getException()));
                }
            });
        } catch (IOException | RuntimeException failure) {
            ended.fail(new ConnectionLost("no channel to " + session, failure));
        }
    }

    /** Waits for as long as the command does not read. */
    private void sendInput() {
        try (var input = channel.getInvertedIn()) {
            input.write(stdin);
        } catch (IOException unread) {
            LOG.debugf("input not taken why=%s", unread.toString());
        }
    }

    @Override
    public void channelStateChanged(Channel changed, String hint) {
        if (status() == null) {
            return;
        }
        if (hasAllOutput()) {
            finish();
        } else {
            Infrastructure.getDefaultWorkerPool().schedule(this::finish, LAST_OUTPUT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelClosed(Channel closed, Throwable reason) {
        if (status() == null) {
            emitter.fail(new ConnectionLost("the connection ended before the command", reason));
        } else {
            finish();
        }
    }

    private void finish() {
        emitter.complete(status());
    }

    private void letGo() {
        if (status() == null || hasAllOutput()) {
            channel.close(false);
        } else {
            Leftovers.of(session).keep(channel);
        }
    }

    private boolean hasAllOutput() {
        return channel.getChannelState().contains(ClientChannelEvent.EOF);
    }

    private Integer status() {
        var signal = channel.getExitSignal();
        return signal == null ? channel.getExitStatus() : Integer.valueOf(128 + SIGNALS.getOrDefault(signal, 0));
    }
}
