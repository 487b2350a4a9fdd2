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
import java.util.Properties;
import java.util.UUID;

/** The whole suite as {@code ./bureau up} starts it, on a port and a data directory of its own. */
final class Stack implements AutoCloseable {

    private static final Duration BACK_AGAIN = Duration.ofSeconds(40);

    private final Path home;
    private final Path data;
    private final int port;
    private final int replicas;

    private Stack(Path home, Path data, int port, int replicas) {
        this.home = home;
        this.data = data;
        this.port = port;
        this.replicas = replicas;
    }

    /** @param replicas how many processes of each service */
    static Stack start(String name, int replicas) {
        try {
            var data = Path.of("target", name).toAbsolutePath();
            deleteTree(data);
            var home = Path.of(System.getProperty("bureau.home")).toRealPath();
            var stack = new Stack(home, data, freePort(), replicas);
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

    /** Kills one process with SIGKILL, and returns once it was started again and everything is ready. */
    void kill(String process) {
        end(process, "KILL");
    }

    /** Ends Postgres as its own tools do: sessions are cut off, nothing is lost. Returns as {@link #kill} does. */
    void restartPostgres() {
        end("postgres", "INT");
    }

    private void end(String process, String signal) {
        var before = pid(process);
        signal(signal, before);
        Await.until(BACK_AGAIN, () -> pid(process), pid -> !pid.equals(before) && !pid.equals("none"));
        awaitReady();
    }

    /** A process stopped in its tracks: connections stay open, nothing answers. */
    void whileFrozen(String process, Runnable story) {
        var frozen = pid(process);
        signal("STOP", frozen);
        try {
            story.run();
        } finally {
            signal("CONT", frozen);
        }
    }

    /** Where one replica listens itself; the front door is passed by. */
    URI replica(String name) {
        return URI.create("http://127.0.0.1:" + port(name));
    }

    /** A process whose connections to Redis break again and again, until this is closed. */
    RedisCut cutOffFromRedis(String process) {
        try {
            var password = Files.readString(data.resolve("secrets/redis")).strip();
            return new RedisCut(Path.of("/proc", pid(process)), Integer.parseInt(port("redis")), password);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** How many requests this replica has answered for {@code route}, by its own count. */
    double answered(String replica, String route) {
        var metrics = new Caller(URI.create("http://127.0.0.1:" + port(replica + "-management")), null);
        return metrics.get("/q/metrics")
                .expect(200)
                .text()
                .lines()
                .filter(line ->
                        line.startsWith("http_server_requests_seconds_count") && line.contains("uri=\"" + route + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** Down and up again, with the same data. */
    void restart() {
        down();
        up();
    }

    CommandLine.Result upAgain() {
        return bureau(
                "up",
                "--detach",
                "--port",
                Integer.toString(port),
                "--replicas",
                Integer.toString(replicas),
                "--data",
                data.toString());
    }

    /** The containers, volumes and networks that the engine still has for a desktop. */
    List<String> engineTraces(String desktop) {
        var label = "label=io.bureau.desktop=" + desktop;
        var traces = new ArrayList<String>();
        for (var engine : List.of("podman", "docker")) {
            if (CommandLine.exists(engine)) {
                traces.addAll(lines(engine, "ps", "-a", "-q", "--filter", label));
                traces.addAll(lines(engine, "volume", "ls", "-q", "--filter", label));
                traces.addAll(lines(engine, "network", "ls", "-q", "--filter", label));
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
        Await.until(
                BACK_AGAIN,
                () -> anybody.get("/healthz"),
                health -> health.status() == 200 && !health.text().contains("not ready"));
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

    private String port(String name) {
        var ports = new Properties();
        try (var in = Files.newBufferedReader(data.resolve("ports"))) {
            ports.load(in);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return ports.getProperty(name);
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
