package io.bureau.identity.administration;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.OwningPeers;
import io.bureau.identity.Team;
import io.bureau.testkit.Peers;
import io.bureau.testkit.PostgresResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Bureau.Stores
class UnauditedTest {

    /** Every table that a change of organisations or accounts touches, but for what is published in the background. */
    private static final List<String> TABLES =
            List.of("account", "external_identity", "organisation", "membership", "invitation", "notice");

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
        OwningPeers.answer();
    }

    @Test
    void s45_whatCannotBeAuditedDoesNotHappen() throws SQLException {
        var team = Team.gathered();
        var token = Team.invite(team.owner(), team.organisation(), Map.of());
        String invitation = team.owner().get(team.path("/invitations")).path("find { it.status == 'open' }.id");
        String email = team.stranger().get("/api/account").path("user.email");
        var member = team.path("/members/" + team.member().user());
        var before = everything();
        var pending = rows("pending_revocation").toList();

        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE identity.audit RENAME TO audit_away");
            try {
                refuses(team, "POST", "/api/organisations", Map.of("name", "New"));
                refuses(team, "PATCH", team.path(""), Map.of("name", "New"));
                refuses(team, "DELETE", team.path("?confirm=Analytical%20Engines"), Map.of());
                refuses(team, "PATCH", member, Map.of("role", "owner"));
                refuses(team, "DELETE", member, Map.of());
                refuses(team, "POST", team.path("/switch"), Map.of());
                refuses(team, "POST", team.path("/invitations"), Map.of());
                refuses(team, "DELETE", team.path("/invitations/" + invitation), Map.of());
                refuses(team, "PATCH", "/api/account", Map.of("name", "New"));
                assertEquals(
                        500,
                        team.stranger()
                                .post("/api/organisations/invitations/accept", Map.of("token", token))
                                .statusCode());
                assertEquals(
                        500,
                        team.stranger().delete("/api/account?confirm=" + email).statusCode());
                assertEquals(
                        500, team.member().post(team.path("/leave"), Map.of()).statusCode());
            } finally {
                statement.execute("ALTER TABLE identity.audit_away RENAME TO audit");
            }
        }

        assertEquals(before, everything());
        assertTrue(pending.containsAll(rows("pending_revocation").toList()), "nothing was revoked");
        assertEquals(team.organisation(), team.member().organisation());
    }

    private static void refuses(Team team, String method, String path, Map<String, String> body) {
        team.owner()
                .request()
                .header("Sec-Fetch-Site", "same-origin")
                .urlEncodingEnabled(false)
                .contentType(ContentType.JSON)
                .body(body)
                .request(method, path)
                .then()
                .statusCode(500)
                .body("error.code", is("INTERNAL"));
    }

    private static List<String> everything() {
        return TABLES.stream().flatMap(UnauditedTest::rows).sorted().toList();
    }

    private static Stream<String> rows(String table) {
        return Bureau.query("SELECT '" + table + " ' || t::text FROM identity." + table + " AS t").stream();
    }
}
