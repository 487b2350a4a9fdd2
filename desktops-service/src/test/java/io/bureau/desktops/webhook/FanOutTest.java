package io.bureau.desktops.webhook;

import static io.bureau.desktops.Bureau.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of which events deliveries are made. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
@QuarkusTestResource(Receiver.class)
class FanOutTest {

    @Inject
    FanOut fanOut;

    private final Principal owner = Principals.owner();
    private final String path = "/" + Ids.next("in");

    @BeforeEach
    void webhook() {
        Hooks.execute("DELETE FROM desktops.webhook");
        Bureau.reset();
        Hooks.create(owner, Receiver.http(path));
    }

    @Test
    void eventsThatAreCommittedOutOfOrderAreAllSentOnce() throws SQLException {
        try (var early = PostgresResource.superuser();
                var late = PostgresResource.superuser()) {
            early.setAutoCommit(false);
            late.setAutoCommit(false);
            insert(early, "first", "now()");
            insert(late, "second", "now()");
            late.commit();
            insert(early, "third", "now()");
            early.commit();
        }

        Receiver.await(path, 3);

        assertEquals(
                List.of("first", "second", "third"), types().stream().sorted().toList());
    }

    @Test
    void whatHappenedBeforeItWasMadeIsNotSent() throws SQLException {
        try (var connection = PostgresResource.superuser()) {
            insert(connection, "before", "now() - interval '1 minute'");
            insert(connection, "after", "now() + interval '1 second'");
        }

        Receiver.await(path, 1);

        assertEquals(List.of("after"), types());
    }

    @Test
    void aStoreThatWasRestoredFromADumpGoesOn() throws Throwable {
        Hooks.execute("UPDATE desktops.webhook_cursor SET transaction = CAST('9999999999999' AS xid8)");
        until(
                () -> Hooks.query(
                                "SELECT count(*) FROM desktops.webhook_cursor WHERE transaction < CAST(? AS xid8)",
                                "9999999999999")
                        .equals("1"),
                "a cursor that fits");
        try (var connection = PostgresResource.superuser()) {
            insert(connection, "after", "now()");
        }

        Receiver.await(path, 1);
        until(() -> !isBehind(), "all made");
        assertFalse(isBehind());
    }

    private boolean isBehind() {
        try {
            return VertxContextSupport.subscribeAndAwait(fanOut::isBehind);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void insert(Connection connection, String type, String at) throws SQLException {
        try (var statement = connection.prepareStatement("INSERT INTO desktops.event"
                + " (at, organisation_id, desktop_id, type, payload) VALUES (" + at + ", ?, 'dsk_x', ?, '{}')")) {
            statement.setString(1, owner.organisation().id());
            statement.setString(2, type);
            statement.executeUpdate();
        }
    }

    private List<String> types() {
        return Receiver.received(path).stream()
                .map(received -> new JsonPath(received.body()).getString("type"))
                .toList();
    }
}
