package io.bureau.apikey.verification;

import static io.bureau.apikey.Bureau.createKey;
import static io.bureau.apikey.Bureau.verify;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.apikey.Bureau;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.bureau.testkit.SettableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that may be used from some addresses only. */
@QuarkusTest
@Bureau.Stores
class AddressTest {

    private static final String FENCED = "{\"name\":\"n\",\"allowedCidrs\":[\"192.0.2.0/24\",\"2001:db8::/32\"]}";

    @Inject
    SettableClock clock;

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() throws SQLException {
        Peers.reset();
        execute("DROP TRIGGER IF EXISTS audit_unwritable ON apikey.audit");
    }

    @AfterEach
    void putTheClockBack() {
        clock.reset();
    }

    @Test
    void aKeyWorksFromItsNetworksOnly() {
        var key = createKey(owner, FENCED).key();

        verify(key, "192.0.2.9").body("outcome", is("valid"));
        verify(key, "2001:db8:7::1").body("outcome", is("valid"));
        verify(key, "192.0.3.9").body("outcome", is("ip_not_allowed")).body("principal", nullValue());
        verify(key, "2001:db9::1").body("outcome", is("ip_not_allowed"));
        verify(key, "unknown").body("outcome", is("ip_not_allowed"));
    }

    @Test
    void aRefusalIsAuditedOnceAMinuteForEachAddress() throws SQLException {
        var key = createKey(owner, FENCED);

        for (int i = 0; i < 5; i++) {
            verify(key.key(), "198.51.100.1").body("outcome", is("ip_not_allowed"));
        }
        verify(key.key(), "198.51.100.2").body("outcome", is("ip_not_allowed"));
        verify(key.key(), "192.0.2.9").body("outcome", is("valid"));
        assertEquals(List.of("198.51.100.1 DENIED", "198.51.100.2 DENIED"), refusals(key));

        clock.advance(Duration.ofSeconds(61));
        verify(key.key(), "198.51.100.1").body("outcome", is("ip_not_allowed"));
        assertEquals(3, refusals(key).size());
    }

    @Test
    void aRefusalThatCannotBeAuditedIsARefusalAllTheSame() throws SQLException {
        var key = createKey(owner, FENCED);
        execute("CREATE TRIGGER audit_unwritable BEFORE INSERT ON apikey.audit"
                + " FOR EACH STATEMENT EXECUTE FUNCTION apikey.refuse_change()");

        verify(key.key(), "198.51.100.1").statusCode(200).body("outcome", is("ip_not_allowed"));
        execute("DROP TRIGGER audit_unwritable ON apikey.audit");
        assertEquals(List.of(), refusals(key));

        verify(key.key(), "198.51.100.1").body("outcome", is("ip_not_allowed"));
        assertEquals(1, refusals(key).size());
    }

    @Test
    void s22_aDeadKeySaysNothingOfItsNetworks() {
        var key = createKey(owner, FENCED);
        Bureau.asSession(owner).delete("/api/keys/" + key.id()).then().statusCode(200);

        verify(key.key(), "198.51.100.1").body("outcome", is("invalid"));
    }

    @Test
    void aKeyInQuarantineIsShownSoAndCannotBeRotated() throws SQLException {
        var key = createKey(owner);
        execute("UPDATE apikey.api_key SET quarantined_at = now(), quarantined_cidrs = '{192.0.2.7/32}' WHERE id = '"
                + key.id() + "'");

        verify(key.key(), "192.0.2.7").body("outcome", is("valid"));
        verify(key.key(), "192.0.2.8").body("outcome", is("ip_not_allowed"));
        Bureau.asSession(owner)
                .get("/api/keys")
                .then()
                .body("status[0]", is("quarantined"))
                .body("quarantinedCidrs[0]", is(List.of("192.0.2.7/32")));
        Bureau.asSession(owner)
                .body("{\"overlapSeconds\":0}")
                .post("/api/keys/" + key.id() + "/rotate")
                .then()
                .statusCode(409)
                .body("error.status", is("quarantined"));
    }

    private static List<String> refusals(Bureau.Created key) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement("SELECT ip, outcome FROM apikey.audit"
                        + " WHERE target = ? AND action = 'key.refuse-address' ORDER BY id")) {
            statement.setString(1, key.id());
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(found.getString(1) + " " + found.getString(2).toUpperCase(Locale.ROOT));
                }
            }
        }
        return rows;
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
