package io.bureau.desktops;

import io.bureau.kit.id.Ids;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The real container engine: Podman, serving Docker's API for these tests alone. Without Podman or the desktop image there is
 * none; a test that needs it asks {@link #isThere()} first.
 */
public final class EngineResource implements QuarkusTestResourceLifecycleManager {

    private static final String IMAGE = "localhost/bureau-desktop:latest";
    private static final int SECONDS = 60;

    private static boolean there;
    private static String installation;

    private Path directory;
    private Process service;

    @Override
    public Map<String, String> start() {
        installation = "test-" + Ids.next("run");
        try {
            directory = Files.createTempDirectory("bureau-engine");
            var socket = directory.resolve("podman.sock");
            there = isInstalled() && succeeds("image", "exists", IMAGE);
            if (there) {
                service = new ProcessBuilder(podman("system", "service", "--time=0", "unix://" + socket))
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start();
                Bureau.until(() -> accepts(socket), "engine answers");
            }
            return Map.of("bureau.desktops.engine", "unix://" + socket, "bureau.desktops.installation", installation);
        } catch (IOException failure) {
            throw new IllegalStateException("no engine for the tests", failure);
        }
    }

    /** Whether the engine and the image are there. */
    public static boolean isThere() {
        return there;
    }

    /** What Podman itself says, one line of output each. */
    public static List<String> ask(String... arguments) {
        try {
            var process = new ProcessBuilder(podman(arguments))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            process.waitFor(SECONDS, TimeUnit.SECONDS);
            return output.lines().toList();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** As {@link Bureau#reset}, and waits until of the desktops of other tests nothing is left on the engine. */
    public static void reset() {
        Bureau.reset();
        Bureau.until(() -> leftovers("container").isEmpty(), "desktops of other tests removed");
    }

    /** Whatever these tests made, by kind: {@code container}, {@code volume} or {@code network}. */
    public static List<String> leftovers(String kind) {
        var label = "label=io.bureau.installation=" + installation;
        return kind.equals("container")
                ? ask("ps", "--all", "--quiet", "--filter", label)
                : ask(kind, "ls", "--quiet", "--filter", label);
    }

    @Override
    public void stop() {
        if (service == null) {
            return;
        }
        leftovers("container").forEach(id -> ask("rm", "--force", id));
        leftovers("volume").forEach(id -> ask("volume", "rm", "--force", id));
        leftovers("network").forEach(id -> ask("network", "rm", "--force", id));
        service.destroy();
    }

    private static boolean accepts(Path socket) {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean isInstalled() {
        return onPath("podman");
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean succeeds(String... arguments) throws IOException {
        var process = new ProcessBuilder(podman(arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** On machines with hybrid cgroups crun refuses to run, where runc does not. */
    private static List<String> podman(String... arguments) {
        var command = new ArrayList<String>(List.of("podman"));
        if (onPath("runc")) {
            command.addAll(List.of("--runtime", "runc"));
        }
        command.addAll(List.of(arguments));
        return command;
    }
}
