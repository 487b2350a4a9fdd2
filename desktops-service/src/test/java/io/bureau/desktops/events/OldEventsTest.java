package io.bureau.desktops.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.kit.id.Ids;
import io.bureau.testkit.PostgresResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class OldEventsTest {

    @Inject
    OldEvents old;

    @Inject
    EventsConfig config;

    private final String organisation = Ids.next("org");

    @Test
    void eventsAreKeptForAWeek() {
        assertEquals(Duration.ofDays(7), config.retention());
    }

    @Test
    void anEventIsForgottenAfterItsTimeAndNotEarlier() throws Throwable {
        add("dsk_young", "6 days 23 hours 59 minutes");
        add("dsk_old", "7 days 1 second");

        VertxContextSupport.subscribeAndAwait(old::delete);

        assertEquals("dsk_young", left());
    }

    private void add(String desktop, String age) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO desktops.event (at, organisation_id, desktop_id, type, payload)"
                    + " VALUES (now() - interval '" + age + "', '" + organisation + "', '" + desktop
                    + "', 'desktop.status', '{}')");
        }
    }

    private String left() throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement(
                        "SELECT string_agg(desktop_id, ',') FROM desktops.event WHERE organisation_id = ?")) {
            statement.setString(1, organisation);
            var rows = statement.executeQuery();
            rows.next();
            return rows.getString(1);
        }
    }
}
