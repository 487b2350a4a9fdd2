package io.bureau.local;

import io.bureau.local.engine.Podman;
import io.bureau.local.engine.RunningDesktops;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The container engine that desktops run on: one that is there already, a Podman of our own, or none. */
final class DesktopEngine {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Options options;
    private final DataDirectory data;
    private final Console console;
    private final String installation;
    private volatile Optional<RunningDesktops> desktops = Optional.empty();

    /** @param installation what our desktops are told by from those of other stacks on the same engine */
    DesktopEngine(Options options, DataDirectory data, Console console, String installation) {
        this.options = options;
        this.data = data;
        this.console = console;
        this.installation = installation;
    }

    /** Its address, once it answers; without an engine Bureau starts all the same, and has no desktops. */
    Optional<String> start(Parts parts) {
        if (options.podman().isEmpty()) {
            options.engine().ifPresent(address -> desktopsRunOn(List.of("docker", "--host", address)));
            return options.engine();
        }
        var podman = new Podman(
                options.podman(),
                new RunState(data.run()).socket("podman.sock"),
                Podman.environment(System.getenv()),
                data.log("podman"));
        try {
            parts.bringUp(podman, podman::isReady, PATIENCE, LOOK_AGAIN);
            desktopsRunOn(options.podman());
            return Optional.of(podman.address());
        } catch (StackFailure failure) {
            console.say("There will be no desktops: " + failure.getMessage());
            return Optional.empty();
        }
    }

    void stopDesktops() {
        desktops.ifPresent(RunningDesktops::stop);
    }

    private void desktopsRunOn(List<String> engine) {
        try {
            desktops = Optional.of(RunningDesktops.of(engine, installation, data.run()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
