package io.bureau.desktops.screen;

import io.bureau.desktops.desktop.ControlChanged;
import io.bureau.desktops.desktop.Intent;
import io.bureau.desktops.desktop.LiveDesktops;
import io.bureau.desktops.ssh.DesktopConnections;
import io.bureau.desktops.ssh.SshTarget;
import io.bureau.kit.error.ApiException;
import io.bureau.kit.http.Background;
import io.bureau.kit.http.OwnContext;
import io.bureau.kit.principal.Principal;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Works on the screens of desktops: on each one action after the other, in the order in which they were asked for. */
@ApplicationScoped
public class Screens {

    private static final Logger LOG = Logger.getLogger(Screens.class);

    /** What is done on a screen. Runs on a thread of its own and may wait. */
    @FunctionalInterface
    public interface Action<T> {
        T perform(Screen screen) throws IOException, InterruptedException;
    }

    private final LiveDesktops desktops;
    private final RfbConnections connections;
    private final DesktopConnections ssh;
    private final Turns turns;
    private final ScreenConfig config;
    private final Background background;

    Screens(
            LiveDesktops desktops,
            RfbConnections connections,
            DesktopConnections ssh,
            Turns turns,
            ScreenConfig config,
            Background background) {
        this.desktops = desktops;
        this.connections = connections;
        this.ssh = ssh;
        this.turns = turns;
        this.config = config;
        this.background = background;
    }

    /**
     * Does {@code action} when its turn has come.
     *
     * @param intent what it is: {@code LOOK} or {@code INPUT}
     * @param asOf how many revocations had been seen before the principal's credential was looked up
     * @return fails as {@link LiveDesktops#target} does; with 429 if too much waits for this desktop, with 401 if the
     *     credential was revoked, with 503 {@code DESKTOP_NOT_READY} if its screen does not answer
     */
    public <T> Uni<T> act(String desktopId, Principal principal, long asOf, Intent intent, Action<T> action) {
        return Uni.createFrom().deferred(() -> {
            var place = new Turn.Place(principal.organisation().id(), desktopId);
            var turn = turns.take(place, principal, asOf, intent);
            return OwnContext.resume(turn.come())
                    .chain(() -> desktops.target(desktopId, principal, intent))
                    .chain(target -> OwnContext.resume(turn.run(() -> perform(turn, target, action))))
                    .onFailure(ScreenLost.class)
                    .invoke(lost -> lost(place, lost))
                    .onFailure(ScreenLost.class)
                    .transform(_ -> notReady())
                    .onTermination()
                    .invoke(() -> turns.giveBack(turn));
        });
    }

    private <T> T perform(Turn turn, SshTarget target, Action<T> action) throws IOException, InterruptedException {
        var patience = Patience.of(config.patience());
        var connection = connections.open(target, patience);
        try {
            return action.perform(new Screen(connection, new Commands(ssh, target), turn, config.patience(), patience));
        } catch (IOException broken) {
            throw new ScreenLost("the connection broke: " + broken.getMessage(), broken);
        } finally {
            connections.done(target.desktopId());
        }
    }

    /** Somebody has taken control: what others were about to do is not done any more. */
    void onControl(@Observes ControlChanged changed) {
        var waiting = turns.on(changed.desktopId());
        if (!waiting.isEmpty()) {
            background.run(() -> desktops.controls(List.of(changed.desktopId()))
                    .invoke(running -> running.getOrDefault(changed.desktopId(), Optional.empty())
                            .ifPresent(control -> waiting.forEach(turn -> turn.yieldTo(control))))
                    .replaceWithVoid());
        }
    }

    private void lost(Turn.Place place, Throwable why) {
        LOG.infof("screen lost desktop=%s why=%s", place.desktopId(), why.toString());
        turns.lost(place, notReady());
        desktops.doubt(place.desktopId());
    }

    private static ApiException notReady() {
        return ApiException.unavailable(
                "DESKTOP_NOT_READY", "The desktop's screen does not answer, or not any more", Duration.ofSeconds(1));
    }
}
