package io.bureau.local.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.local.process.ProcessLedger;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Path PROGRAMS = Path.of("target/test-programs").toAbsolutePath();

    @TempDir
    Path directory;

    @Test
    void postgresKeepsItsDataThroughAKillAndSeparatesTheRoles() throws Exception {
        var postgres = postgres(freePort());
        var process = postgres.start();
        try (var identity = connect(postgres, "identity", "one");
                var statement = identity.createStatement()) {
            statement.execute("CREATE TABLE kept (value text)");
            statement.execute("INSERT INTO kept VALUES ('still here')");
        }
        try (var apikey = connect(postgres, "apikey", "two");
                var statement = apikey.createStatement()) {
            assertThrows(SQLException.class, () -> statement.execute("SELECT * FROM identity.kept"));
        }
        assertThrows(SQLException.class, () -> connect(postgres, "identity", "two"));
        process.destroyForcibly();
        assertTrue(ProcessLedger.ended(process, PATIENCE));

        process = startAgain(postgres);

        try (var identity = connect(postgres, "identity", "one");
                var rows = identity.createStatement().executeQuery("SELECT value FROM kept")) {
            assertTrue(rows.next());
            assertEquals("still here", rows.getString(1));
        }
        postgres.askToEnd(process);
        assertTrue(ProcessLedger.ended(process, PATIENCE));
    }

    @Test
    void newDataBeginsWithACopyOfTheClusterMadeOnceAndWithAPasswordAllTheSame() throws Exception {
        var first = postgres(freePort());
        first.prepareNew();
        first.prepareNew();

        var process = first.start();

        try (var identity = connect(first, "identity", "one");
                var rows = identity.createStatement().executeQuery("SELECT current_schema()")) {
            assertTrue(rows.next());
            assertEquals("identity", rows.getString(1));
        }
        assertThrows(SQLException.class, () -> connect(first, "postgres", "anything"));
        assertFalse(Files.exists(directory.resolve("postgres.new")));
        first.askToEnd(process);
        assertTrue(ProcessLedger.ended(process, PATIENCE));
    }

    @Test
    void aClusterThatWasCopiedButNeverGivenItsPasswordsGetsThemAtTheNextStart() throws Exception {
        var postgres = postgres(freePort());
        postgres.prepareNew();
        new NewCluster(PROGRAMS).copyTo(directory.resolve("postgres"));

        var process = postgres.start();

        assertThrows(SQLException.class, () -> connect(postgres, "postgres", "anything"));
        connect(postgres, "postgres", "root").close();
        postgres.askToEnd(process);
        assertTrue(ProcessLedger.ended(process, PATIENCE));
    }

    @Test
    void aProgramThatRunsForOneStackIsNotWrittenToByAnother() throws Exception {
        Files.createDirectories(directory.resolve("redis"));
        var redis = redis(freePort(), "right");
        var process = redis.start();
        var before = Files.getLastModifiedTime(redis.unpack());

        assertEquals(
                before, Files.getLastModifiedTime(redis(freePort(), "another").unpack()));

        redis.askToEnd(process);
        assertTrue(ProcessLedger.ended(process, PATIENCE));
        assertEquals(List.of(redis.unpack()), list(directory.resolve("programs")));
    }

    @Test
    void redisAsksForItsPasswordAndIsReadyOnlyWithIt() throws Exception {
        int port = freePort();
        Files.createDirectories(directory.resolve("redis"));
        var redis = redis(port, "right");
        var process = redis.start();
        var deadline = Instant.now().plus(PATIENCE);
        while (!redis.isReady()) {
            assertTrue(Instant.now().isBefore(deadline));
            Thread.onSpinWait();
        }

        assertTrue(!redis(port, "wrong").isReady());
        redis.askToEnd(process);
        assertTrue(ProcessLedger.ended(process, PATIENCE));
    }

    /** The orphans of a killed postmaster take a moment to notice; until then a new one is refused. */
    private static ProcessHandle startAgain(Postgres postgres) throws IOException {
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return postgres.start();
            } catch (IOException notYet) {
                if (Instant.now().isAfter(deadline)) {
                    throw notYet;
                }
            }
        }
    }

    private Postgres postgres(int port) {
        return new Postgres(
                directory.resolve("postgres"),
                PROGRAMS,
                directory.resolve("postgres.log"),
                port,
                100,
                "root",
                Map.of("identity", "one", "apikey", "two"));
    }

    private Redis redis(int port, String password) {
        return new Redis(
                directory.resolve("redis"),
                directory.resolve("programs"),
                directory.resolve("redis.log"),
                port,
                password);
    }

    private static Connection connect(Postgres postgres, String role, String password) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), role, password);
    }

    private static List<Path> list(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
