package io.bureau.desktops.screen;

import io.bureau.desktops.ssh.ConnectionLost;
import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.desktops.ssh.SshTarget;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.TimeoutException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/** One connection to each screen in use, made when it is first needed, let go when it has not been for a while. */
@ApplicationScoped
class RfbConnections {

    private static final Logger LOG = Logger.getLogger(RfbConnections.class);

    private record Live(SshTarget target, RfbConnection connection, boolean busy, long used) {

        boolean serves(SshTarget other) {
            return connection.isOpen()
                    && target.host().equals(other.host())
                    && target.port() == other.port()
                    && target.hostKey().equals(other.hostKey());
        }

        Live used(boolean stillBusy) {
            return new Live(target, connection, stillBusy, System.nanoTime());
        }

        long bytes() {
            return connection.state().bytes();
        }

        boolean isIdle(Duration since) {
            return !busy && System.nanoTime() - used > since.toNanos();
        }
    }

    private final DesktopConnections desktops;
    private final ScreenConfig config;
    private final ConcurrentMap<String, Live> live = new ConcurrentHashMap<>();

    RfbConnections(DesktopConnections desktops, ScreenConfig config) {
        this.desktops = desktops;
        this.config = config;
    }

    /**
     * The connection to work on, by one at a time, until he is {@link #done}. Waits for it, and fails with {@link ScreenLost} if there is none to be
     * had.
     */
    RfbConnection open(SshTarget target, Patience patience) {
        var present = live.computeIfPresent(target.desktopId(), (_, found) -> found.used(true));
        if (present != null && present.serves(target)) {
            return present.connection();
        }
        close(target.desktopId());
        var connection = connect(target, patience);
        live.put(target.desktopId(), new Live(target, connection, true, System.nanoTime()));
        return connection;
    }

    /** The work has ended: from now on it is idle. */
    void done(String desktopId) {
        live.computeIfPresent(desktopId, (_, found) -> found.used(false));
        makeRoom();
    }

    void close(String desktopId) {
        var present = live.remove(desktopId);
        if (present != null) {
            present.connection().close();
        }
    }

    @Scheduled(every = "5s")
    void letIdleOnesGo() {
        live.forEach((desktop, each) -> {
            if (!each.connection().isOpen()) {
                live.remove(desktop, each);
            } else if (each.isIdle(config.idle())) {
                letGo(desktop, each);
            }
        });
    }

    private void makeRoom() {
        long most = config.memory().asLongValue();
        long taken = live.values().stream().mapToLong(Live::bytes).sum();
        if (taken <= most) {
            return;
        }
        var oldestFirst = live.entrySet().stream()
                .filter(entry -> entry.getValue().isIdle(Duration.ZERO))
                .sorted(Comparator.comparingLong(entry -> entry.getValue().used()))
                .toList();
        for (var entry : oldestFirst) {
            if (taken > most) {
                taken -= entry.getValue().bytes();
                letGo(entry.getKey(), entry.getValue());
            }
        }
    }

    /** Those that hold what somebody may paste stay, without their picture: the clipboard would be empty without them. */
    private void letGo(String desktop, Live idle) {
        if (idle.connection().clipboard().isOurs()) {
            idle.connection().state().forget();
        } else if (live.remove(desktop, idle)) {
            LOG.debugf("letting go of screen desktop=%s", desktop);
            idle.connection().close();
        }
    }

    @PreDestroy
    void stop() {
        live.keySet().forEach(this::close);
    }

    private RfbConnection connect(SshTarget target, Patience patience) {
        try {
            var channel = desktops.screen(target).await().atMost(Duration.ofNanos(patience.leftNanos() + 1));
            var connection = RfbConnection.begin(channel.input(), channel.output(), channel);
            connection.awaitReady(patience);
            return connection;
        } catch (ConnectionLost | TimeoutException failure) {
            throw new ScreenLost("no connection to the screen", failure);
        }
    }
}
