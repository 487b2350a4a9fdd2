package io.bureau.desktops.driver.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Frame;
import io.bureau.desktops.driver.Guard;
import io.bureau.desktops.driver.Guard.Enforced;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What a desktop that runs can connect to, found out by trying: the rules that keep networks apart are not the engine's, and
 * whether they are there only their effect tells.
 *
 * @param machine whether it got to its machine; {@code null} if that could not be tried, like the next
 * @param neighbour whether it got to another desktop
 * @param metadata whether it got to where clouds tell their machines of themselves
 */
record Reach(Boolean machine, Boolean neighbour, boolean metadata) {

    private static final int SECONDS = 6;

    private static final int UNSOUND = 64;
    private static final int MACHINE = 1;
    private static final int NEIGHBOUR = 2;
    private static final int METADATA = 4;

    /** Begins with its own SSH server, to see that an attempt is sound. Arguments: the machine, its port, a neighbour. */
    private static final String SCRIPT = """
            reach() { timeout 1 bash -c "</dev/tcp/$1/$2" 2>/dev/null; }
            reach 127.0.0.1 2222 || exit 64
            reached=0
            [ "$2" -gt 0 ] && reach "$1" "$2" && reached=1
            [ -n "$3" ] && reach "$3" 2222 && reached=$((reached + 2))
            reach 169.254.169.254 80 && reached=$((reached + 4))
            exit $reached
            """;

    /** @param neighbour the address of another desktop that runs; {@code null} for none */
    static Optional<Reach> of(DockerClient client, InspectContainerResponse desktop, String neighbour) {
        try (var machine = listen(gateway(desktop))) {
            return run(client, desktop.getId(), machine, neighbour).flatMap(code -> read(code, machine, neighbour));
        } catch (IOException | DockerException failure) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** @param reach empty if nothing could be tried */
    static List<Guard> guards(Optional<Reach> reach) {
        return List.of(
                guard("neighbours", reach.map(Reach::neighbour), "another desktop", "that takes two that run"),
                guard("machine", reach.map(Reach::machine), "the machine it runs on", "that takes one that runs"),
                metadata(reach));
    }

    private static Guard guard(String name, Optional<Boolean> reached, String what, String otherwise) {
        return reached.map(there -> there
                        ? new Guard(name, Enforced.NO, "A desktop that runs could connect to " + what)
                        : new Guard(name, Enforced.YES, "A desktop that runs could not connect to " + what))
                .orElseGet(() -> new Guard(
                        name,
                        Enforced.UNKNOWN,
                        "Whether a desktop can connect to " + what + " could not be tried: " + otherwise));
    }

    /** That nothing was reached proves nothing where there may be no cloud. */
    private static Guard metadata(Optional<Reach> reach) {
        boolean reached = reach.map(Reach::metadata).orElse(false);
        return reached
                ? new Guard("metadata", Enforced.NO, "A desktop that runs could connect to 169.254.169.254")
                : new Guard(
                        "metadata",
                        Enforced.UNKNOWN,
                        "No desktop is known to have connected to 169.254.169.254, where there may be nothing");
    }

    /** {@code null} if the address is not this machine's, because the engine is elsewhere, say. */
    private static ServerSocket listen(String address) {
        try {
            return address == null ? null : new ServerSocket(0, 1, InetAddress.getByName(address));
        } catch (IOException elsewhere) {
            return null;
        }
    }

    private static Optional<Long> run(DockerClient client, String desktop, ServerSocket machine, String neighbour)
            throws InterruptedException {
        var address = machine == null ? "" : machine.getInetAddress().getHostAddress();
        var port = machine == null ? "0" : Integer.toString(machine.getLocalPort());
        var attempt = client.execCreateCmd(desktop)
                .withCmd("sh", "-c", SCRIPT, "sh", address, port, neighbour == null ? "" : neighbour)
                .withAttachStdout(true)
                .exec()
                .getId();
        boolean ended = client.execStartCmd(attempt)
                .exec(new ResultCallback.Adapter<Frame>())
                .awaitCompletion(SECONDS, TimeUnit.SECONDS);
        return ended ? Optional.ofNullable(client.inspectExecCmd(attempt).exec().getExitCodeLong()) : Optional.empty();
    }

    private static Optional<Reach> read(long code, ServerSocket machine, String neighbour) {
        return code < 0 || code >= UNSOUND
                ? Optional.empty()
                : Optional.of(new Reach(
                        machine == null ? null : (code & MACHINE) != 0,
                        neighbour == null ? null : (code & NEIGHBOUR) != 0,
                        (code & METADATA) != 0));
    }

    private static String gateway(InspectContainerResponse desktop) {
        return desktop.getNetworkSettings().getNetworks().values().stream()
                .map(ContainerNetwork::getGateway)
                .filter(address -> address != null && !address.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
