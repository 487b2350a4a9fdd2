package io.bureau.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * A real PostgreSQL for the tests of one module, laid out as in production: a role with a schema of its own. The init
 * argument {@code schema} names both.
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final String DATABASE = "bureau";
    private static final String PASSWORD = "test-only";

    private static EmbeddedPostgres server;

    private String schema;

    @Override
    public void init(Map<String, String> arguments) {
        schema = arguments.get("schema");
        if (schema == null) {
            throw new IllegalArgumentException("say which schema: initArgs = @ResourceArg(name = \"schema\", …)");
        }
    }

    @Override
    public Map<String, String> start() {
        try {
            server = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("fsync", "off")
                    .start();
            execute("postgres", "CREATE DATABASE " + DATABASE);
            execute("postgres", "CREATE ROLE " + schema + " LOGIN PASSWORD '" + PASSWORD + "'");
            execute(DATABASE, "CREATE SCHEMA " + schema + " AUTHORIZATION " + schema);
            execute("postgres", "ALTER ROLE " + schema + " SET search_path = " + schema);
        } catch (IOException | SQLException failure) {
            throw new IllegalStateException("no Postgres for the tests", failure);
        }
        return Map.of(
                "quarkus.datasource.reactive.url",
                "postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE,
                "quarkus.datasource.jdbc.url",
                url(DATABASE),
                "quarkus.datasource.username",
                schema,
                "quarkus.datasource.password",
                PASSWORD);
    }

    /** A connection as superuser, for looking at what is really stored and for breaking things on purpose. */
    public static Connection superuser() throws SQLException {
        return DriverManager.getConnection(url(DATABASE), "postgres", "");
    }

    @Override
    public void stop() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new IllegalStateException("Postgres did not stop", failure);
        }
    }

    private static void execute(String database, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(url(database), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }
}
