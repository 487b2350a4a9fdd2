package io.bureau.identity.invitation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.bureau.identity.AtOnce;
import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.Person;
import io.bureau.identity.Team;
import io.bureau.kit.principal.ApiKey;
import io.bureau.testkit.Peers;
import io.bureau.testkit.SettableClock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class InvitationTest {

    private static final String ACCEPT = "/api/organisations/invitations/accept";
    private static final String PREVIEW = "/api/organisations/invitations/preview";

    @Inject
    SettableClock clock;

    private Team team;

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
        team = Team.gathered();
    }

    @AfterEach
    void backToNow() {
        clock.reset();
    }

    @Test
    void ownersAndAdminsInviteByALinkThatIsShownOnce() {
        for (var inviter : List.of(team.owner(), team.admin())) {
            String id = inviter.post(invitations(), Map.of("role", "admin", "email", "Grace@Example.org"))
                    .then()
                    .statusCode(201)
                    .header("Cache-Control", is("no-store"))
                    .body("id", matchesPattern("inv_[0-9A-Za-z]{22}"))
                    .body("role", is("admin"))
                    .body("email", is("Grace@Example.org"))
                    .body("createdAt", endsWith("Z"))
                    .body("createdBy.id", is(inviter.user()))
                    .body("createdBy.name", matchesPattern("Ada .*"))
                    .body("expiresAt", endsWith("Z"))
                    .body("status", is("open"))
                    .body("url", matchesPattern("http://localhost:8080/invitations/accept#inv_[0-9A-Za-z]{43}"))
                    .extract()
                    .path("id");

            inviter.get(invitations())
                    .then()
                    .statusCode(200)
                    .body("[0].id", is(id))
                    .body("[0].status", is("open"))
                    .body("[0].url", nullValue());
            assertEquals(List.of("invitation.create"), audited(id));
        }
    }

    @Test
    void aMemberIsInvitedUnlessAnotherRoleIsNamed() {
        team.owner()
                .post(invitations(), Map.of())
                .then()
                .statusCode(201)
                .body("role", is("member"))
                .body("email", nullValue());
    }

    @Test
    void onlyOwnersInviteOwners() {
        team.admin()
                .post(invitations(), Map.of("role", "owner"))
                .then()
                .statusCode(403)
                .body("error.code", is("FORBIDDEN"));
        team.owner().post(invitations(), Map.of("role", "owner")).then().statusCode(201);
    }

    @Test
    void aMemberNeitherInvitesNorSeesInvitationsNorRevokesThem() {
        var id = idOf(team.owner().post(invitations(), Map.of()));

        assertEquals(403, team.member().post(invitations(), Map.of()).statusCode());
        assertEquals(403, team.member().get(invitations()).statusCode());
        assertEquals(403, team.member().delete(invitations() + "/" + id).statusCode());
        team.owner().get(invitations()).then().body("[0].status", is("open"));
    }

    @Test
    void s23_toAStrangerThereAreNoInvitations() {
        var id = idOf(team.owner().post(invitations(), Map.of()));
        var elsewhere = Team.gathered();

        assertEquals(404, team.stranger().post(invitations(), Map.of()).statusCode());
        assertEquals(404, team.stranger().get(invitations()).statusCode());
        assertEquals(404, team.stranger().delete(invitations() + "/" + id).statusCode());
        assertEquals(
                404,
                elsewhere.owner().delete(elsewhere.path("/invitations/") + id).statusCode(),
                "the invitation of another organisation is not there in one's own");
        team.owner().get(invitations()).then().body("[0].status", is("open"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"role\":\"king\"}",
                "{\"role\":7}",
                "{\"email\":\"nobody\"}",
                "{\"email\":\"a@b@c\"}",
                "{\"email\":\"a b@c\"}",
                "{\"email\":\"\"}",
                "{\"colour\":\"red\"}"
            })
    void whatIsNoInvitationIs400(String body) {
        team.owner().post(invitations(), body).then().statusCode(400).body("error.code", is("VALIDATION_FAILED"));
    }

    @Test
    void aPreviewTellsWhatIsOffered() {
        var token = Team.invite(team.owner(), team.organisation(), Map.of("email", "grace@example.org"));

        team.stranger()
                .post(PREVIEW, Map.of("token", token))
                .then()
                .statusCode(200)
                .body("organisation.id", is(team.organisation()))
                .body("organisation.name", is("Analytical Engines"))
                .body("role", is("member"))
                .body("email", is("grace@example.org"))
                .body("invitedBy.name", matchesPattern("Ada .*"))
                .body("invitedBy.id", nullValue())
                .body("expiresAt", endsWith("Z"));
        assertEquals(404, team.stranger().get(team.path("")).statusCode(), "nobody has joined by looking");
    }

    @Test
    void whoeverAcceptsIsAMemberAndIsSwitchedThere() {
        var token = Team.invite(team.owner(), team.organisation(), Map.of("role", "admin"));

        team.stranger()
                .post(ACCEPT, Map.of("token", token))
                .then()
                .statusCode(200)
                .body("organisation.id", is(team.organisation()))
                .body("organisation.role", is("admin"));

        assertEquals(team.organisation(), team.stranger().organisation());
        team.owner()
                .get(team.path("/members"))
                .then()
                .body("user.id", hasItem(team.stranger().user()));
        team.owner().get(invitations()).then().body("[0].status", is("accepted"));
        assertEquals(List.of("member.join"), audited(team.stranger().user(), team.organisation()));
    }

    @Test
    void anInvitationLetsOnePersonInOnce() {
        var token = Team.invite(team.owner(), team.organisation(), Map.of());
        team.stranger().post(ACCEPT, Map.of("token", token)).then().statusCode(200);
        var late = Browser.signedIn("google", Person.stranger());

        isUnknown(late.post(ACCEPT, Map.of("token", token)));
        isUnknown(late.post(PREVIEW, Map.of("token", token)));
    }

    @Test
    void fiftyWhoAcceptAtOnceMakeOneMember() throws Exception {
        var token = Team.invite(team.owner(), team.organisation(), Map.of());
        var others = IntStream.range(0, 4)
                .mapToObj(_ -> Browser.signedIn("google", Person.stranger()))
                .toList();

        var answers = AtOnce.all(IntStream.range(0, 50)
                .<Callable<Response>>mapToObj(i -> () -> others.get(i % 4)
                        .request()
                        .header("Sec-Fetch-Site", "same-origin")
                        .contentType(ContentType.JSON)
                        .body(Map.of("token", token))
                        .post(ACCEPT))
                .toList());

        assertEquals(
                1, answers.stream().filter(answer -> answer.statusCode() == 200).count());
        assertEquals(
                49,
                answers.stream().filter(answer -> answer.statusCode() == 404).count());
        team.owner().get(team.path("")).then().body("members", is(4));
    }

    @Test
    void anInvitationIsGoodForSevenDays() {
        var token = Team.invite(team.owner(), team.organisation(), Map.of());

        clock.advance(Duration.ofDays(7).minusSeconds(10));
        var browser = Browser.signedIn("google", Person.stranger());
        assertEquals(200, browser.post(PREVIEW, Map.of("token", token)).statusCode());

        clock.advance(Duration.ofSeconds(11));
        isUnknown(browser.post(PREVIEW, Map.of("token", token)));
        isUnknown(browser.post(ACCEPT, Map.of("token", token)));
    }

    @Test
    void aRevokedInvitationIsLikeNoneAndRevokingAgainIsHarmless() {
        var answer = team.owner().post(invitations(), Map.of());
        var id = idOf(answer);
        String url = answer.path("url");
        var token = url.substring(url.indexOf('#') + 1);

        assertEquals(204, team.admin().delete(invitations() + "/" + id).statusCode());
        assertEquals(204, team.admin().delete(invitations() + "/" + id).statusCode());

        isUnknown(team.stranger().post(PREVIEW, Map.of("token", token)));
        isUnknown(team.stranger().post(ACCEPT, Map.of("token", token)));
        team.owner().get(invitations()).then().body("[0].status", is("revoked"));
        assertEquals(List.of("invitation.create", "invitation.revoke"), audited(id));
        assertEquals(404, team.owner().delete(invitations() + "/inv_none").statusCode());
    }

    @Test
    void anAcceptedInvitationCannotBeRevoked() {
        var answer = team.owner().post(invitations(), Map.of());
        String url = answer.path("url");
        team.stranger()
                .post(ACCEPT, Map.of("token", url.substring(url.indexOf('#') + 1)))
                .then()
                .statusCode(200);

        team.owner()
                .delete(invitations() + "/" + idOf(answer))
                .then()
                .statusCode(409)
                .body("error.code", is("CONFLICT"))
                .body("error.status", is("accepted"));
    }

    @Test
    void anAdminDoesNotRevokeTheInvitationOfAnOwner() {
        var id = idOf(team.owner().post(invitations(), Map.of("role", "owner")));

        assertEquals(403, team.admin().delete(invitations() + "/" + id).statusCode());
        assertEquals(204, team.owner().delete(invitations() + "/" + id).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nonsense", "inv_0000000000000000000000000000000000000000000", "0000000000000000000000000000"
            })
    void anUnknownTokenIs404(String token) {
        isUnknown(team.stranger().post(PREVIEW, Map.of("token", token)));
        isUnknown(team.stranger().post(ACCEPT, Map.of("token", token)));
    }

    @Test
    void aMissingTokenIs400() {
        for (var path : List.of(PREVIEW, ACCEPT)) {
            team.stranger().post(path, Map.of()).then().statusCode(400).body("error.fields.field", contains("token"));
            assertEquals(400, team.stranger().post(path, "").statusCode());
        }
    }

    @Test
    void anInvitationByEmailIsForWhoeverProvedThatAddress() {
        var token = Team.invite(team.owner(), team.organisation(), Map.of("email", "Grace@Example.ORG"));
        var grace = Browser.signedIn("github", Person.stranger().withEmail("grace@example.org"));

        team.stranger()
                .post(ACCEPT, Map.of("token", token))
                .then()
                .statusCode(403)
                .body("error.code", is("EMAIL_MISMATCH"));
        grace.post(ACCEPT, Map.of("token", token)).then().statusCode(200);
    }

    @Test
    void whoeverIsAMemberAlreadyStaysWhatHeIs() {
        var token = Team.invite(team.owner(), team.organisation(), Map.of("role", "owner"));

        team.member()
                .post(ACCEPT, Map.of("token", token))
                .then()
                .statusCode(409)
                .body("error.status", is("member"));

        team.member().get(team.path("")).then().body("role", is("member"));
        assertEquals(
                200,
                team.stranger().post(ACCEPT, Map.of("token", token)).statusCode(),
                "the invitation is left for somebody else");
    }

    @Test
    void s46_theTokenIsNowhereButInItsLink() {
        var token = Team.invite(team.owner(), team.organisation(), Map.of());

        for (var table : List.of("invitation", "audit")) {
            var rows = Bureau.query("SELECT t::text FROM identity." + table + " AS t");
            assertFalse(rows.stream().anyMatch(row -> row.contains(token)), table);
        }
        assertFalse(team.owner().get(invitations()).asString().contains(token));
    }

    @Test
    void aKeyOpensNothingHereAndNobodyDoesNeither() {
        var token = Team.invite(team.owner(), team.organisation(), Map.of());
        for (var path : List.of(invitations(), PREVIEW, ACCEPT)) {
            var body = Map.of("token", token);
            given().header("Authorization", "Bearer " + ApiKey.generate().reveal())
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post(path)
                    .then()
                    .statusCode(403)
                    .body("error.code", is("DASHBOARD_ONLY"));
            given().contentType(ContentType.JSON).body(body).post(path).then().statusCode(401);
        }
    }

    @Test
    void s16_anotherSiteMakesNobodyJoin() {
        var token = Team.invite(team.owner(), team.organisation(), Map.of());

        team.stranger()
                .request()
                .header("Sec-Fetch-Site", "cross-site")
                .contentType(ContentType.JSON)
                .body(Map.of("token", token))
                .post(ACCEPT)
                .then()
                .statusCode(403)
                .body("error.code", is("CSRF_REJECTED"));

        team.owner().get(invitations()).then().body("[0].status", is("open"));
    }

    private String invitations() {
        return team.path("/invitations");
    }

    private static void isUnknown(Response answer) {
        answer.then().statusCode(404).body("error.code", is("NOT_FOUND"));
    }

    private static String idOf(Response answer) {
        return answer.then().statusCode(201).extract().path("id");
    }

    private static List<String> audited(String target) {
        return Bureau.query("SELECT action FROM identity.audit WHERE target = ? ORDER BY sequence", target);
    }

    private static List<String> audited(String target, String organisation) {
        return Bureau.query(
                "SELECT action FROM identity.audit WHERE target = ? AND organisation_id = ? ORDER BY sequence",
                target,
                organisation);
    }
}
