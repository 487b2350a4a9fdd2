package io.bureau.local.stores;

import io.bureau.local.process.Program;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The PostgreSQL of one stack, laid out as in production: one database, and for each service a role that owns a schema of
 * its own and sees no other.
 */
public final class Postgres implements Program {

    private static final String DATABASE = "bureau";
    private static final String SUPERUSER = "postgres";
    private static final String BY_PASSWORD = "host all all 127.0.0.1/32 scram-sha-256\nlocal all all reject\n";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final Path programs;
    private final NewCluster newCluster;
    private final Path log;
    private final int port;
    private final int connections;
    private final String superuserPassword;
    private final Map<String, String> passwords;

    private EmbeddedPostgres server;

    /**
     * @param connections how many there may be at once
     * @param passwords the password of each role; a role's name is also its schema's
     */
    public Postgres(
            Path directory,
            Path programs,
            Path log,
            int port,
            int connections,
            String superuserPassword,
            Map<String, String> passwords) {
        this.directory = directory;
        this.programs = programs;
        this.newCluster = new NewCluster(programs);
        this.log = log;
        this.port = port;
        this.connections = connections;
        this.superuserPassword = superuserPassword;
        this.passwords = passwords;
    }

    @Override
    public String name() {
        return "postgres";
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    public String reactiveUrl() {
        return "postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    /** Makes what the first start on new data would else make itself. Once is enough for every stack of this build. */
    public void prepareNew() throws IOException {
        if (!newCluster.exists()) {
            newCluster.keep(this::makeCluster);
        }
    }

    private void makeCluster(Path cluster) throws IOException {
        try (var _ = launch(cluster, port)) {
            createDatabase();
        } catch (SQLException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    /** Starts it and returns when it answers and every role is there. Finishes what a crash has left behind. */
    @Override
    public ProcessHandle start() throws IOException {
        if (server != null) {
            // Its process is gone; this lets go of the library's lock on the directory.
            closeQuietly();
        }
        if (!Files.exists(directory) && newCluster.exists()) {
            newCluster.copyTo(directory);
        }
        try {
            server = launch(directory, port);
            if (!Files.readString(authentication()).equals(BY_PASSWORD)) {
                requirePasswords();
            }
            prepare();
        } catch (SQLException | RuntimeException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
        return postmaster();
    }

    private EmbeddedPostgres launch(Path cluster, int port) throws IOException {
        var launched = EmbeddedPostgres.builder()
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(programs.toFile())
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(PATIENCE)
                .setConnectConfig("password", superuserPassword)
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("max_connections", Integer.toString(connections))
                .setServerConfig("shared_buffers", "16MB")
                // Nobody replicates from here, and so small a load needs no workers for its reads.
                .setServerConfig("wal_level", "minimal")
                .setServerConfig("max_wal_senders", "0")
                .setServerConfig("max_logical_replication_workers", "0")
                .setServerConfig("io_method", "sync")
                .setServerConfig("jit", "off")
                // The library means its servers for tests and turns these off; here what was acknowledged survives a
                // crash.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                .start();
        settlePrograms();
        return launched;
    }

    /**
     * The library unpacks its programs again where something in their directory looks younger than its mark that all are
     * there, as its own lock does on a slow machine; programs that run for another stack cannot be written to.
     */
    private void settlePrograms() throws IOException {
        try (var unpacked = Files.newDirectoryStream(programs, "PG-*")) {
            for (var directory : unpacked) {
                Files.setLastModifiedTime(directory.resolve(".exists"), FileTime.from(Instant.now()));
            }
        }
    }

    /** A fast shutdown: sessions are ended, nothing is lost. */
    @Override
    public void askToEnd(ProcessHandle process) {
        closeQuietly();
        process.destroy();
    }

    private void closeQuietly() {
        try {
            server.close();
        } catch (IOException | RuntimeException alreadyGone) {
            // Whether the process has ended is looked at by whoever asked.
        }
    }

    /** A new cluster trusts everybody on this machine until here. */
    private void requirePasswords() throws SQLException, IOException {
        try (var connection = connect(SUPERUSER);
                var statement = connection.createStatement()) {
            statement.execute("ALTER ROLE postgres PASSWORD " + literal(superuserPassword));
            Files.writeString(authentication(), BY_PASSWORD);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private void prepare() throws SQLException {
        createDatabase();
        try (var connection = connect(DATABASE);
                var statement = connection.createStatement()) {
            // In one go: a role that can sign in finds its schema.
            connection.setAutoCommit(false);
            for (var role : passwords.keySet()) {
                prepare(role, statement);
            }
            connection.commit();
        }
    }

    private void createDatabase() throws SQLException {
        try (var connection = connect(SUPERUSER);
                var statement = connection.createStatement()) {
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = " + literal(DATABASE))) {
                statement.execute("CREATE DATABASE " + DATABASE);
                statement.execute("REVOKE ALL ON DATABASE " + DATABASE + " FROM PUBLIC");
            }
        }
    }

    private void prepare(String role, Statement statement) throws SQLException {
        if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = " + literal(role))) {
            statement.execute("CREATE ROLE " + role + " LOGIN");
        }
        statement.execute("ALTER ROLE " + role + " PASSWORD " + literal(passwords.get(role)));
        statement.execute("ALTER ROLE " + role + " SET search_path = " + role);
        statement.execute("GRANT CONNECT ON DATABASE " + DATABASE + " TO " + role);
        statement.execute("CREATE SCHEMA IF NOT EXISTS " + role + " AUTHORIZATION " + role);
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database, SUPERUSER, superuserPassword);
    }

    private Path authentication() {
        return directory.resolve("pg_hba.conf");
    }

    private ProcessHandle postmaster() throws IOException {
        var pid = Files.readAllLines(directory.resolve("postmaster.pid"))
                .getFirst()
                .strip();
        return ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow(() -> new IOException("Postgres ended right after its start; see " + log));
    }

    private static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
