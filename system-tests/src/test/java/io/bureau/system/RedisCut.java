package io.bureau.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Breaks every connection that one process has to Redis, and those it opens then, until it is closed. */
final class RedisCut implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Path process;
    private final int redis;
    private final String password;
    private final AtomicInteger broken = new AtomicInteger();
    private final Thread breaker;
    private volatile boolean over;

    /** @param process its directory in {@code /proc} */
    RedisCut(Path process, int redis, String password) {
        this.process = process;
        this.redis = redis;
        this.password = password;
        this.breaker = Thread.ofPlatform().name("redis-cut").start(this::breakAll);
    }

    /** How many connections were broken so far. */
    int broken() {
        return broken.get();
    }

    @Override
    public void close() {
        over = true;
        try {
            breaker.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void breakAll() {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), redis)) {
            socket.setTcpNoDelay(true);
            send(socket, "AUTH " + password);
            while (!over) {
                for (int port : ports()) {
                    if (send(socket, "CLIENT KILL ADDR 127.0.0.1:" + port).equals(":1")) {
                        broken.incrementAndGet();
                    }
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (IOException failure) {
            throw new AssertionError("cannot break connections", failure);
        }
    }

    /** The process's own ends of its connections to Redis. */
    private List<Integer> ports() throws IOException {
        var own = sockets();
        var ports = new ArrayList<Integer>();
        for (var table : List.of("net/tcp", "net/tcp6")) {
            for (var line : Files.readAllLines(process.resolve(table))) {
                var words = line.strip().split("\\s+");
                if (own.contains("socket:[" + words[9] + "]") && port(words[2]) == redis) {
                    ports.add(port(words[1]));
                }
            }
        }
        return ports;
    }

    private Set<String> sockets() throws IOException {
        var sockets = new HashSet<String>();
        try (var files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (var file : files) {
                try {
                    sockets.add(Files.readSymbolicLink(file).toString());
                } catch (IOException closedMeanwhile) {
                    // Then it is no connection any more.
                }
            }
        }
        return sockets;
    }

    private static int port(String address) {
        var digits = address.substring(address.indexOf(':') + 1);
        return digits.matches("[0-9A-F]{4}") ? Integer.parseInt(digits, 16) : -1;
    }

    /** The first line of the answer. */
    private static String send(Socket socket, String command) throws IOException {
        socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
        var answer = new StringBuilder();
        for (int next = socket.getInputStream().read();
                next != '\n';
                next = socket.getInputStream().read()) {
            if (next < 0) {
                throw new IOException("Redis has hung up");
            }
            answer.append((char) next);
        }
        return answer.toString().strip();
    }
}
