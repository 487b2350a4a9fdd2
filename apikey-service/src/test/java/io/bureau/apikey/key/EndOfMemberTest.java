package io.bureau.apikey.key;

import static io.bureau.apikey.Bureau.asService;
import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static io.bureau.apikey.Bureau.verify;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.apikey.Bureau;
import io.bureau.kit.audit.Actor;
import io.bureau.kit.http.Service;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What identity-service tells of memberships and organisations that have ended. */
@QuarkusTest
@Bureau.Stores
class EndOfMemberTest {

    private static final String ADMIN = "usr_admin";

    private final Principal owner = Principals.owner();
    private final Principal member = Principals.session(owner.organisation(), Ids.next("usr"), "member");
    private final Actor actor = new Actor(ADMIN, "ses_admin", "192.0.2.77", "a browser", "req_x");

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @AfterEach
    void writable() throws SQLException {
        execute("DROP TRIGGER IF EXISTS audit_unwritable ON apikey.audit");
    }

    @Test
    void theKeysOfOneWhoIsRemovedAreRevokedInThatOrganisationOnly() throws SQLException {
        var elsewhere = Principals.session(Principals.organisation(), member.user(), "owner");
        var first = createKey(member);
        var second = createKey(member);
        var others = createKey(owner);
        var ofAnotherOrganisation = createKey(elsewhere);

        endMembership(null)
                .statusCode(200)
                .body("keysRevoked", is(2))
                .body("keysHandedOver", is(0))
                .body("replicas", greaterThanOrEqualTo(1))
                .body("confirmedInMs", greaterThanOrEqualTo(0));

        verify(first.key()).body("outcome", is("invalid"));
        verify(second.key()).body("outcome", is("invalid"));
        verify(others.key()).body("outcome", is("valid"));
        verify(ofAnotherOrganisation.key()).body("outcome", is("valid"));
        asSession(owner)
                .get("/api/keys")
                .then()
                .body("findAll { it.status == 'revoked' }.revokedReason", everyItem(is("member_removed")))
                .body("findAll { it.status == 'revoked' }.revokedBy.id", contains(ADMIN, ADMIN));
        assertEquals(List.of("key.revoke " + ADMIN + " 192.0.2.77 req_x"), audit(first));
    }

    @Test
    void keysAreHandedOverInTheSameStepAndWorkOn() throws SQLException {
        createKey(owner);
        var key = createKey(member);

        endMembership(owner.user()).statusCode(200).body("keysRevoked", is(0)).body("keysHandedOver", is(1));

        verify(key.key()).body("outcome", is("valid"));
        asSession(owner)
                .get("/api/keys")
                .then()
                .body("owner.id", contains(owner.user(), owner.user()))
                .body("createdBy.id", contains(member.user(), owner.user()))
                .body("status", contains("active", "active"));
        assertEquals(List.of("key.handover " + ADMIN + " 192.0.2.77 req_x"), audit(key));
    }

    @Test
    void whoTookKeysOverReachesThemAndWhoGaveThemDoesNot() {
        var heir = Principals.session(owner.organisation(), Ids.next("usr"), "member");
        asSession(heir).get("/api/keys").then().statusCode(200);
        var key = createKey(member);

        endMembership(heir.user()).statusCode(200);

        asSession(member).get("/api/keys").then().body("", hasSize(0));
        asSession(member).delete("/api/keys/" + key.id()).then().statusCode(404);
        asSession(heir).delete("/api/keys/" + key.id()).then().statusCode(200);
    }

    @Test
    void oneWhoLeftMeanwhileTakesNothingOver() {
        var key = createKey(member);

        endMembership(Ids.next("usr"))
                .statusCode(200)
                .body("keysRevoked", is(1))
                .body("keysHandedOver", is(0));

        verify(key.key()).body("outcome", is("invalid"));
    }

    @Test
    void repeatingItIsHarmlessAndConfirmsAnew() {
        createKey(member);
        endMembership(null).statusCode(200);

        endMembership(null).statusCode(200).body("keysRevoked", is(0)).body("replicas", greaterThanOrEqualTo(1));
    }

    @Test
    void anAccountThatIsDeletedIsGivenAsTheReason() {
        createKey(member);
        var end = membershipEnd(null);
        end.put("reason", "account_deleted");

        asService(Service.IDENTITY)
                .body(end)
                .post("/internal/memberships/end")
                .then()
                .statusCode(200);

        asSession(owner).get("/api/keys").then().body("revokedReason", contains("account_deleted"));
    }

    /** Whoever comes first, no key of theirs is live afterwards: created before, it is ended; after, it is not handed out. */
    @Test
    void keysMadeWhileTheirCreatorIsRemovedDoNotOutliveHim() throws Exception {
        var token = "token-of-" + member.credential().id();
        asSession(member).get("/api/keys").then().statusCode(200);
        Callable<Integer> creation = () -> given().header("Cookie", Bureau.COOKIE + "=" + token)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(ContentType.JSON)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .statusCode();
        Callable<Integer> end = () -> {
            Peers.forget(token);
            return endMembership(null).extract().statusCode();
        };

        var statuses = new ArrayList<Integer>();
        try (var callers = Executors.newFixedThreadPool(9)) {
            var calls = new ArrayList<>(
                    IntStream.range(0, 8).mapToObj(_ -> creation).toList());
            calls.add(4, end);
            for (var answer : callers.invokeAll(calls)) {
                statuses.add(answer.get());
            }
        }

        assertTrue(statuses.contains(200), statuses::toString);
        asSession(owner).get("/api/keys").then().body("findAll { it.status == 'active' }", hasSize(0));
    }

    @Test
    void allKeysOfAnOrganisationThatIsDeletedAreRevoked() throws SQLException {
        var first = createKey(owner);
        var second = createKey(member);
        var foreign = createKey(Principals.owner());

        endOrganisation().statusCode(200).body("keysRevoked", is(2)).body("replicas", greaterThanOrEqualTo(1));

        verify(first.key()).body("outcome", is("invalid"));
        verify(second.key()).body("outcome", is("invalid"));
        verify(foreign.key()).body("outcome", is("valid"));
        asSession(owner).get("/api/keys").then().body("revokedReason", everyItem(is("organisation_deleted")));
        assertEquals(List.of("key.revoke " + ADMIN + " 192.0.2.77 req_x"), audit(second));
        endOrganisation().statusCode(200).body("keysRevoked", is(0));
    }

    @Test
    void s45_withTheAuditUnwritableNothingEnds() throws SQLException {
        var key = createKey(member);
        execute("CREATE TRIGGER audit_unwritable BEFORE INSERT ON apikey.audit"
                + " FOR EACH STATEMENT EXECUTE FUNCTION apikey.refuse_change()");

        endMembership(null).statusCode(greaterThanOrEqualTo(500));
        endOrganisation().statusCode(greaterThanOrEqualTo(500));

        verify(key.key()).body("outcome", is("valid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{\"organisation\":\"org_x\",\"user\":\"usr_x\"}"})
    void whatIsNoEndIs400(String body) {
        asService(Service.IDENTITY)
                .body(body)
                .post("/internal/memberships/end")
                .then()
                .statusCode(400);
        asService(Service.IDENTITY)
                .body("{}")
                .post("/internal/organisations/end")
                .then()
                .statusCode(400);
    }

    @Test
    void aReasonThatEndsNoMembershipIs400() {
        var end = membershipEnd(null);
        end.put("reason", "rotated");

        asService(Service.IDENTITY)
                .body(end)
                .post("/internal/memberships/end")
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @EnumSource(value = Service.class, names = "DESKTOPS")
    void nobodyButIdentityServiceMaySaySo(Service other) {
        var key = createKey(member);

        asService(other)
                .body(membershipEnd(null))
                .post("/internal/memberships/end")
                .then()
                .statusCode(403);
        asSession(owner)
                .body(membershipEnd(null))
                .post("/internal/memberships/end")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(key.key())
                .contentType("application/json")
                .body(membershipEnd(null))
                .post("/internal/memberships/end")
                .then()
                .statusCode(401);
        verify(key.key()).body("outcome", is("valid"));
    }

    private ValidatableResponse endMembership(String heir) {
        return asService(Service.IDENTITY)
                .body(membershipEnd(heir))
                .post("/internal/memberships/end")
                .then();
    }

    private Map<String, Object> membershipEnd(String heir) {
        var end = new HashMap<String, Object>();
        end.put("organisation", owner.organisation().id());
        end.put("user", member.user());
        end.put("handOverTo", heir);
        end.put("actor", actor);
        return end;
    }

    private ValidatableResponse endOrganisation() {
        return asService(Service.IDENTITY)
                .body(Map.of("organisation", owner.organisation().id(), "actor", actor))
                .post("/internal/organisations/end")
                .then();
    }

    /** What the trail says of this key since it was made. */
    private static List<String> audit(Bureau.Created key) throws SQLException {
        var rows = new ArrayList<String>();
        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement("SELECT action, actor, ip, request_id FROM apikey.audit"
                        + " WHERE target = ? AND action <> 'key.create' ORDER BY id")) {
            statement.setString(1, key.id());
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(String.join(
                            " ", found.getString(1), found.getString(2), found.getString(3), found.getString(4)));
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
