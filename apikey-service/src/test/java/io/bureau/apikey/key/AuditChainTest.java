package io.bureau.apikey.key;

import static io.bureau.apikey.Bureau.asService;
import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.apikey.Bureau;
import io.bureau.kit.http.Service;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chain of audit rows in a service that is not asked by people: how it is linked, read by identity-service, and ages. */
@QuarkusTest
@Bureau.Stores
class AuditChainTest {

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @Test
    void aRowTellsWhoDidWhatFromWhere() {
        var key = asSession(owner)
                .header("User-Agent", "a browser")
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(201)
                .extract();

        page(owner)
                .body("", hasSize(1))
                .body("[0].action", is("key.create"))
                .body("[0].target", is(key.<String>path("id")))
                .body("[0].organisation", is(owner.organisation().id()))
                .body("[0].actor", is(owner.user()))
                .body("[0].credential", is(owner.credential().id()))
                .body("[0].ip", is("127.0.0.1"))
                .body("[0].requestId", is(key.header("X-Request-Id")))
                .body("[0].previous", is("0".repeat(64)))
                .body("[0].hash", matchesPattern("[0-9a-f]{64}"));
        verification(owner).body("whole", is(true)).body("entries", is(1));
    }

    @Test
    void changesAtOnceMakeOneChain() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changes = new ArrayList<Future<?>>();
            for (int i = 0; i < 10; i++) {
                changes.add(threads.submit(() -> createKey(owner)));
            }
            for (var change : changes) {
                change.get();
            }
        }

        verification(owner).body("whole", is(true)).body("entries", is(10)).body("lastSequence", is(10));
    }

    @Test
    void s23_organisationsHaveChainsOfTheirOwn() {
        var other = Principals.owner();
        createKey(owner);
        createKey(other);
        createKey(other);

        verification(owner).body("whole", is(true)).body("lastSequence", is(1));
        page(owner).body("", hasSize(1));
    }

    @Test
    void anOrganisationWithoutRowsHasAWholeChain() {
        verification(owner).body("whole", is(true)).body("entries", is(0)).body("lastSequence", is(0));
    }

    @Test
    void whatRetentionDeletesLeavesTheRestVerifiable() throws SQLException {
        createKey(owner);
        createKey(owner);
        execute("SELECT apikey.audit_expire('" + owner.organisation().id() + "', now())");
        createKey(owner);

        page(owner).body("", hasSize(1));
        verification(owner).body("whole", is(true)).body("firstSequence", is(3)).body("lastSequence", is(3));
    }

    @Test
    void retentionStopsAtTheFirstRowThatIsYoungEnough() throws SQLException {
        createKey(owner);

        execute("SELECT apikey.audit_expire('" + owner.organisation().id() + "', now() - interval '1 hour')");

        verification(owner).body("whole", is(true)).body("firstSequence", is(1)).body("entries", is(1));
    }

    @Test
    void nobodyButIdentityServiceReadsIt() {
        for (var path : new String[] {"/internal/audit", "/internal/audit/verification"}) {
            given().get(path).then().statusCode(401);
            asSession(owner).get(path).then().statusCode(401);
            asService(Service.DESKTOPS)
                    .queryParam("organisation", owner.organisation().id())
                    .get(path)
                    .then()
                    .statusCode(403);
            asService(Service.IDENTITY)
                    .get(path)
                    .then()
                    .statusCode(400)
                    .body("error.fields[0].field", is("organisation"));
        }
    }

    @Test
    void olderRowsComeAfterTheOneThatWasSeen() {
        createKey(owner);
        createKey(owner);
        var newest = page(owner).extract().<String>path("[0].id");

        var older = asService(Service.IDENTITY)
                .queryParam("organisation", owner.organisation().id())
                .queryParam("before", newest)
                .get("/internal/audit")
                .then()
                .body("", hasSize(1))
                .extract();

        assertEquals(1, older.<Integer>path("[0].sequence"));
    }

    private static ValidatableResponse page(Principal principal) {
        return asService(Service.IDENTITY)
                .queryParam("organisation", principal.organisation().id())
                .get("/internal/audit")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse verification(Principal principal) {
        return asService(Service.IDENTITY)
                .queryParam("organisation", principal.organisation().id())
                .get("/internal/audit/verification")
                .then()
                .statusCode(200);
    }

    private static void execute(String sql) throws SQLException {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = apikey; " + sql);
        }
    }
}
