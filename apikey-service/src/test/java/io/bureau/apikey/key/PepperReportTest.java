package io.bureau.apikey.key;

import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.apikey.Bureau;
import io.bureau.testkit.Logs;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Bureau.Stores
class PepperReportTest {

    /** A version that no other test has keys under. */
    private static final int OLD = 0;

    @Inject
    PepperReport report;

    @Inject
    MeterRegistry metrics;

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @Test
    void liveKeysAreCountedByTheVersionOfTheirPepperUntilNoneIsLeft() throws SQLException {
        var owner = Principals.owner();
        var first = createKey(owner);
        var second = createKey(owner);
        putUnder(OLD, first);
        putUnder(OLD, second);

        try (var logs = Logs.capture()) {
            tell();
            assertEquals(2, keysUnder(OLD));
            assertTrue(logs.contain("behind=2"), () -> String.join("", logs.events()));
        }

        asSession(owner).delete("/api/keys/" + first.id()).then().statusCode(200);
        asSession(owner).delete("/api/keys/" + second.id()).then().statusCode(200);
        tell();
        assertTrue(metrics.find("bureau.keys.by.pepper")
                .tag("version", Integer.toString(OLD))
                .gauges()
                .isEmpty());
    }

    private void tell() {
        report.report().await().atMost(Duration.ofSeconds(5));
    }

    private int keysUnder(int version) {
        return (int) metrics.get("bureau.keys.by.pepper")
                .tag("version", Integer.toString(version))
                .gauge()
                .value();
    }

    private static void putUnder(int version, Bureau.Created key) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement =
                        connection.prepareStatement("UPDATE apikey.api_key SET pepper_version = ? WHERE id = ?")) {
            statement.setInt(1, version);
            statement.setString(2, key.id());
            statement.executeUpdate();
        }
    }
}
