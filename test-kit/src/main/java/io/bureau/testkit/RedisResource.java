package io.bureau.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import redis.embedded.RedisServer;

/** A real Redis for the tests of one module, which tests may freeze and thaw. */
public final class RedisResource implements QuarkusTestResourceLifecycleManager {

    private static RedisServer server;
    private static int port;

    @Override
    public Map<String, String> start() {
        try {
            port = freePort();
            server = RedisServer.newRedisServer()
                    .port(port)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .build();
            server.start();
        } catch (IOException failure) {
            throw new IllegalStateException("no Redis for the tests", failure);
        }
        return Map.of("quarkus.redis.hosts", "redis://127.0.0.1:" + port);
    }

    public static int port() {
        return port;
    }

    /** Stops the process in its tracks: connections stay open, nothing answers. */
    public static void freeze() {
        signal("STOP");
    }

    /** Every connection breaks, once. */
    public static void breakConnections() {
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.getOutputStream().write("CLIENT KILL TYPE normal\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().read();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static void thaw() {
        signal("CONT");
    }

    @Override
    public void stop() {
        try {
            thaw();
            server.stop();
        } catch (IOException failure) {
            throw new IllegalStateException("Redis did not stop", failure);
        }
    }

    /** Our own child, found by the port on its command line. */
    private static void signal(String name) {
        var pid = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(":" + port)
                        || process.info().commandLine().orElse("").contains("redis"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Redis is not running"))
                .pid();
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
