package io.bureau.apikey.key;

import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.bureau.apikey.Bureau.verify;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.bureau.apikey.Bureau;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change and the row that tells of it: both or neither. */
@QuarkusTest
@Bureau.Stores
class AuditTest {

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @AfterEach
    void writable() throws SQLException {
        execute("DROP TRIGGER IF EXISTS audit_unwritable ON apikey.audit");
    }

    @Test
    void s45_withTheAuditUnwritableNoKeyIsMade() throws SQLException {
        makeAuditUnwritable();

        asSession(owner).body("{\"name\":\"n\"}").post("/api/keys").then().statusCode(greaterThanOrEqualTo(500));

        asSession(owner).get("/api/keys").then().statusCode(200).body("", hasSize(0));
    }

    @Test
    void s45_withTheAuditUnwritableNoKeyIsRevoked() throws SQLException {
        var key = createKey(owner);
        makeAuditUnwritable();

        asSession(owner).delete("/api/keys/" + key.id()).then().statusCode(greaterThanOrEqualTo(500));

        verify(key.key()).body("outcome", is("valid"));
    }

    @Test
    void s45_withTheAuditUnwritableNoKeyIsRotated() throws SQLException {
        var key = createKey(owner);
        makeAuditUnwritable();

        asSession(owner)
                .body("{\"overlapSeconds\":0}")
                .post("/api/keys/" + key.id() + "/rotate")
                .then()
                .statusCode(greaterThanOrEqualTo(500));

        verify(key.key()).body("outcome", is("valid"));
        asSession(owner).get("/api/keys").then().statusCode(200).body("", hasSize(1));
    }

    /** The owner of a table may always write to it, so that a lost privilege would not show; a trigger does. */
    private static void makeAuditUnwritable() throws SQLException {
        execute("CREATE TRIGGER audit_unwritable BEFORE INSERT ON apikey.audit"
                + " FOR EACH STATEMENT EXECUTE FUNCTION apikey.refuse_change()");
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
