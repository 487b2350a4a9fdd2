package io.bureau.apikey.leak;

import io.bureau.testkit.PostgresResource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** What is left of a leak: rows of the audit trail, and everything else that the store holds. */
final class Trail {

    record Entry(String actor, String action, String detail, String ip) {}

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private Trail() {}

    /** Everything that was done to this key or organisation, in order; refused uses change nothing, and are left out. */
    static List<Entry> of(String target) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var query = connection.prepareStatement("SELECT actor, action, detail, ip FROM apikey.audit"
                        + " WHERE target = ? AND action <> 'key.refuse-address' ORDER BY sequence")) {
            query.setString(1, target);
            var entries = new ArrayList<Entry>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    entries.add(new Entry(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            }
            return entries;
        }
    }

    static List<String> actions(String target) throws SQLException {
        return of(target).stream().map(Entry::action).toList();
    }

    static int openReports() throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM apikey.leak_report")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    /** Every row of every table, as text. */
    static String dump() throws SQLException {
        var dump = new StringBuilder();
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var rows = statement.executeQuery(
                    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'apikey'")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (var table : tables) {
                try (var rows = statement.executeQuery("SELECT t::text FROM apikey.\"" + table + "\" t")) {
                    while (rows.next()) {
                        dump.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return dump.toString();
    }

    /** Waits until everything that was reported is dealt with. */
    static void awaitNoOpenReport() throws Exception {
        await(() -> openReports() == 0);
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not come true within " + PATIENCE);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
