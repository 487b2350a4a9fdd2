package io.bureau.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The whole suite as {@code ./bureau up} starts it, on a port and a data directory of its own. */
final class Stack implements AutoCloseable {

    private static final Duration BACK_AGAIN = Duration.ofSeconds(40);

    private final Path home;
    private final Path data;
    private final int port;

    private Stack(Path home, Path data, int port) {
        this.home = home;
        this.data = data;
        this.port = port;
    }

    static Stack start() {
        try {
            var data = Path.of("target", "stack").toAbsolutePath();
            deleteTree(data);
            var stack = new Stack(Path.of(System.getProperty("bureau.home")).toRealPath(), data, freePort());
            stack.up();
            return stack;
        } catch (IOException failure) {
            throw new AssertionError("the stack did not start", failure);
        }
    }

    /** Whether desktops can be made here. Only an explicit switch says no: a machine that merely fails to must be noticed. */
    static boolean hasDesktops() {
        return !"off".equals(System.getenv("BUREAU_DESKTOPS"));
    }

    URI origin() {
        return URI.create("http://localhost:" + port);
    }

    Path data() {
        return data;
    }

    /** Somebody new who has signed in. */
    Person person() {
        return person(UUID.randomUUID() + "@example.org");
    }

    Person person(String email) {
        var person = new Person(origin());
        person.signIn("google", email, "Test Person").expect(200);
        return person;
    }

    Caller caller(String key) {
        return new Caller(origin(), key);
    }

    /** Kills one service with SIGKILL, and returns once it was started again and everything is ready. */
    void kill(String service) {
        var before = pid(service);
        signal("KILL", before);
        Await.until(BACK_AGAIN, () -> pid(service), pid -> !pid.equals(before));
        awaitReady();
    }

    /** Redis stopped in its tracks: connections stay open, nothing answers. */
    void whileRedisIsFrozen(Runnable story) {
        var redis = pid("redis");
        signal("STOP", redis);
        try {
            story.run();
        } finally {
            signal("CONT", redis);
        }
    }

    /** Down and up again, with the same data. */
    void restart() {
        down();
        up();
    }

    CommandLine.Result upAgain() {
        return bureau("up", "--detach", "--port", Integer.toString(port), "--data", data.toString());
    }

    /** The names of the containers and volumes that the engine still has for a desktop. */
    List<String> engineTraces(String desktop) {
        var label = "label=io.bureau.desktop=" + desktop;
        var traces = new ArrayList<String>();
        for (var engine : List.of("podman", "docker")) {
            if (CommandLine.exists(engine)) {
                traces.addAll(lines(engine, "ps", "-a", "-q", "--filter", label));
                traces.addAll(lines(engine, "volume", "ls", "-q", "--filter", label));
            }
        }
        return traces;
    }

    @Override
    public void close() {
        down();
    }

    private void up() {
        var result = upAgain();
        assertEquals(0, result.exitCode(), result.output());
        awaitReady();
    }

    private void down() {
        var result = bureau("down", "--data", data.toString());
        assertEquals(0, result.exitCode(), result.output());
    }

    private void awaitReady() {
        var anybody = new Caller(origin(), null);
        Await.until(BACK_AGAIN, () -> anybody.get("/healthz").status(), status -> status == 200);
    }

    private CommandLine.Result bureau(String... arguments) {
        var command = new ArrayList<>(List.of(home.resolve("bureau").toString()));
        command.addAll(List.of(arguments));
        return CommandLine.run(home, command);
    }

    private List<String> lines(String... command) {
        var result = CommandLine.run(home, List.of(command));
        // An engine that does not answer here has nothing of ours.
        return result.exitCode() == 0
                ? result.output().lines().filter(line -> !line.isBlank()).toList()
                : List.of();
    }

    /** The process id the launcher has written down for this process. */
    private String pid(String name) {
        try {
            return Files.readString(data.resolve("run").resolve(name + ".pid")).split(" ")[0];
        } catch (IOException betweenTwoLives) {
            return "none";
        }
    }

    private void signal(String name, String pid) {
        var result = CommandLine.run(home, List.of("kill", "-" + name, pid));
        assertEquals(0, result.exitCode(), result.output());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (Files.exists(root)) {
            try (var files = Files.walk(root)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
