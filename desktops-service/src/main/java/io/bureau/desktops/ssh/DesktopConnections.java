package io.bureau.desktops.ssh;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.OutputStream;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.sshd.client.session.ClientSession;
import org.jboss.logging.Logger;

/**
 * One connection to each desktop in use, shared by all that is done on it, and made again when it breaks. Nothing here
 * blocks: the network is MINA's threads' business, and what may wait runs on workers.
 */
@ApplicationScoped
public class DesktopConnections {

    private static final Logger LOG = Logger.getLogger(DesktopConnections.class);
    private static final int RFB_PORT = 5901;

    private final SshConfig.Ssh config;
    private final SshClients clients;
    private final ConcurrentMap<String, Connection> connections = new ConcurrentHashMap<>();

    DesktopConnections(SshConfig config) {
        this.config = config.ssh();
        this.clients = new SshClients(config.ssh());
    }

    /**
     * Runs a command as the desktop's shell understands it.
     *
     * @param stdin may be empty
     * @param stdout is written to as output comes, on a thread that must not be kept
     * @return the exit status, or 128 and the number of the signal that ended it; fails with {@link ConnectionLost}. To
     *     cancel it closes the channel, which does not end the command
     */
    public Uni<Integer> run(SshTarget target, String command, byte[] stdin, OutputStream stdout, OutputStream stderr) {
        return session(target).chain(session -> new RemoteCommand(session, command, stdin, stdout, stderr).run());
    }

    /** Completes when the desktop runs a command and its screen speaks RFB; fails if it does not yet. */
    public Uni<Void> probe(SshTarget target) {
        var ignored = OutputStream.nullOutputStream();
        return run(target, "true", new byte[0], ignored, ignored)
                .onItem()
                .invoke(status -> {
                    if (status != 0) {
                        throw new ConnectionLost("a command ends with " + status);
                    }
                })
                .chain(() -> session(target))
                .chain(session -> new ScreenProbe(session, RFB_PORT).run())
                .ifNoItem()
                .after(config.probeDeadline())
                .failWith(() -> new ConnectionLost("no answer to a probe"));
    }

    /** A new stream to the server of the desktop's screen; fails with {@link ConnectionLost}. */
    public Uni<ScreenChannel> screen(SshTarget target) {
        return session(target).chain(session -> ScreenChannel.open(session, RFB_PORT));
    }

    /** Starts a command, as the desktop's shell understands it, on a new terminal; fails with {@link ConnectionLost}. */
    public Uni<TerminalChannel> terminal(SshTarget target, String command, int columns, int rows) {
        return session(target).chain(session -> TerminalChannel.open(session, command, columns, rows));
    }

    /** The connection to work on: the present one if it is sound. */
    public Uni<ClientSession> session(SshTarget target) {
        return Uni.createFrom()
                .deferred(() -> connection(target).session())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /** Ends all that goes on with this desktop; harmless if nothing does. */
    public void close(String desktopId) {
        var connection = connections.remove(desktopId);
        if (connection != null) {
            LOG.debugf("closing connection desktop=%s", desktopId);
            connection.close();
        }
    }

    @PreDestroy
    void stop() {
        connections.keySet().forEach(this::close);
        clients.stop();
    }

    private Connection connection(SshTarget target) {
        return connections.compute(target.desktopId(), (_, present) -> {
            if (present != null && present.serves(target)) {
                return present;
            }
            if (present != null) {
                present.close();
            }
            return new Connection(target, clients.connect(target));
        });
    }
}
