package io.bureau.identity.administration;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.identity.AtOnce;
import io.bureau.identity.Browser;
import io.bureau.identity.Bureau;
import io.bureau.identity.FakeProviders;
import io.bureau.identity.OwningPeers;
import io.bureau.identity.Person;
import io.bureau.identity.Team;
import io.bureau.kit.principal.ApiKey;
import io.bureau.testkit.Peers;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@Bureau.Stores
class MemberTest {

    private Team team;

    @BeforeEach
    void reset() {
        Peers.reset();
        FakeProviders.reset();
        OwningPeers.answer();
        team = Team.gathered();
    }

    @Test
    void anOwnerMakesAnybodyAnything() {
        var second = team.another("member");
        for (var role : List.of("admin", "owner", "admin", "member")) {
            change(team.owner(), second, role)
                    .then()
                    .statusCode(200)
                    .body("user", is(second.user()))
                    .body("role", is(role))
                    .body("replicas", is(0))
                    .body("confirmedInMs", greaterThanOrEqualTo(0));
            second.get("/api/session").then().body("organisation.role", is(role));
            assertEquals(role, Bureau.claims(second).path("role").asText());
        }
        assertEquals(List.of(), Bureau.query("SELECT id FROM identity.pending_revocation"));
        assertEquals(
                "from=admin to=member",
                Bureau.query(
                                "SELECT detail FROM identity.audit WHERE action = 'member.role' AND target = ?"
                                        + " ORDER BY sequence DESC LIMIT 1",
                                second.user())
                        .getFirst());
    }

    @Test
    void anAdminMakesMembersAdminsAndBackAndTouchesNoOwner() {
        change(team.admin(), team.member(), "admin").then().statusCode(200);
        change(team.admin(), team.member(), "member").then().statusCode(200);

        change(team.admin(), team.member(), "owner").then().statusCode(403).body("error.code", is("FORBIDDEN"));
        change(team.admin(), team.owner(), "member").then().statusCode(403);
        change(team.admin(), team.admin(), "owner").then().statusCode(403);
        team.owner().get(team.path("/members")).then().body("role", contains("owner", "admin", "member"));
    }

    @Test
    void aMemberChangesNobodyNotEvenHimself() {
        change(team.member(), team.member(), "owner").then().statusCode(403);
        change(team.member(), team.admin(), "member").then().statusCode(403);
        assertEquals(403, remove(team.member(), team.admin()).statusCode());
        team.owner().get(team.path("/members")).then().body("role", contains("owner", "admin", "member"));
    }

    @Test
    void s23_toAStrangerThereAreNoMembers() {
        change(team.stranger(), team.member(), "owner").then().statusCode(404).body("error.code", is("NOT_FOUND"));
        assertEquals(404, remove(team.stranger(), team.member()).statusCode());
        assertEquals(404, leave(team.stranger(), Map.of()).statusCode());
        change(team.owner(), team.stranger(), "admin").then().statusCode(404);
        assertEquals(404, remove(team.owner(), team.stranger()).statusCode());
        assertEquals(404, team.owner().delete(team.path("/members/usr_none")).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"role\":\"king\"}", "{\"role\":null}", "{\"role\":\"admin\",\"x\":1}", ""})
    void whatIsNoRoleIs400(String body) {
        assertEquals(400, team.owner().patch(memberPath(team.member()), body).statusCode());
    }

    @Test
    void theLastOwnerIsNeitherDemotedNorRemovedNorLetGo() {
        change(team.owner(), team.owner(), "admin")
                .then()
                .statusCode(409)
                .body("error.code", is("CONFLICT"))
                .body("error.status", is("owner"));
        remove(team.owner(), team.owner()).then().statusCode(409);
        leave(team.owner(), Map.of()).then().statusCode(409);

        var second = team.another("owner");
        leave(team.owner(), Map.of()).then().statusCode(200);
        change(second, second, "member").then().statusCode(409);
    }

    @Test
    void twoOwnersWhoDemoteEachOtherAtOnceLeaveOneOwner() throws Exception {
        var second = team.another("owner");

        var answers = AtOnce.all(List.of(
                () -> quietly(team.owner(), second),
                () -> quietly(second, team.owner()),
                () -> quietly(team.owner(), second),
                () -> quietly(second, team.owner())));

        assertTrue(answers.contains(200), answers.toString());
        var roles = Bureau.query(
                "SELECT role FROM identity.membership WHERE organisation_id = ? AND role = 'owner'",
                team.organisation());
        assertEquals(List.of("owner"), roles);
    }

    @Test
    void aRemovedMemberIsOutAtOnceAndHisKeysAreRevoked() {
        var user = team.member().user();

        team.admin()
                .delete(memberPath(team.member()))
                .then()
                .statusCode(200)
                .body("organisation", is(team.organisation()))
                .body("user", is(user))
                .body("removedAt", endsWith("Z"))
                .body("keysRevoked", is(2))
                .body("keysHandedOver", is(0))
                .body("replicas", is(3))
                .body("confirmedInMs", greaterThanOrEqualTo(7));

        Peers.server()
                .verify(
                        1,
                        postRequestedFor(urlEqualTo(OwningPeers.MEMBERSHIPS))
                                .withRequestBody(matchingJsonPath("$.organisation", equalTo(team.organisation())))
                                .withRequestBody(matchingJsonPath("$.user", equalTo(user)))
                                .withRequestBody(matchingJsonPath("$.reason", equalTo("member_removed")))
                                .withRequestBody(matchingJsonPath("$[?(@.handOverTo == null)]"))
                                .withRequestBody(matchingJsonPath(
                                        "$.actor.user", equalTo(team.admin().user()))));
        assertEquals(404, team.member().get(team.path("")).statusCode());
        team.owner().get(team.path("/members")).then().body("user.id", not(hasItem(user)));
        assertEquals(List.of(), Bureau.query("SELECT id FROM identity.notice"));
        assertEquals(List.of(), Bureau.query("SELECT id FROM identity.pending_revocation"));
        assertEquals("member.remove", lastAction(user));
    }

    @Test
    void theSessionsOfARemovedMemberGoToHisPersonalOrganisation() {
        var home = team.member().get("/api/organisations").jsonPath().getString("find { it.personal }.id");

        remove(team.owner(), team.member()).then().statusCode(200);

        assertEquals(home, team.member().organisation());
        assertEquals(home, Bureau.claims(team.member()).path("org").asText());
    }

    @Test
    void theKeysOfWhoGoesCanBeHandedOverToAnotherMember() {
        var heir = team.owner().user();

        team.owner()
                .delete(memberPath(team.member()) + "?handOverTo=" + heir)
                .then()
                .statusCode(200);
        leave(team.admin(), Map.of("handOverTo", heir)).then().statusCode(200);

        Peers.server()
                .verify(
                        2,
                        postRequestedFor(urlEqualTo(OwningPeers.MEMBERSHIPS))
                                .withRequestBody(matchingJsonPath("$.handOverTo", equalTo(heir))));
    }

    @Test
    void keysAreHandedOverToMembersOnly() {
        for (var heir : List.of(team.stranger().user(), team.member().user(), "usr_none")) {
            team.owner()
                    .delete(memberPath(team.member()) + "?handOverTo=" + heir)
                    .then()
                    .statusCode(400)
                    .body("error.fields.field", contains("handOverTo"));
            leave(team.member(), Map.of("handOverTo", heir)).then().statusCode(400);
        }
        Peers.server().verify(0, postRequestedFor(urlEqualTo(OwningPeers.MEMBERSHIPS)));
        team.owner().get(team.path("")).then().body("members", is(3));
    }

    @Test
    void aMemberLeavesAndIsHomeAgain() {
        leave(team.member(), Map.of())
                .then()
                .statusCode(200)
                .body("user", is(team.member().user()))
                .body("keysRevoked", is(2));

        team.member().get("/api/session").then().statusCode(200).body("organisation.role", is("owner"));
        assertEquals(404, team.member().get(team.path("")).statusCode());
        assertEquals("member.leave", lastAction(team.member().user()));
        leave(team.member(), Map.of()).then().statusCode(404);
    }

    @Test
    void anAdminRemovesNoOwner() {
        remove(team.admin(), team.owner()).then().statusCode(403);
        remove(team.admin(), team.admin()).then().statusCode(200);
    }

    @Test
    void nobodyLosesHisPersonalOrganisation() {
        var home = team.owner().get("/api/organisations").jsonPath().getString("find { it.personal }.id");
        var token = Team.invite(team.owner(), home, Map.of("role", "owner"));
        team.stranger().post("/api/organisations/invitations/accept", Map.of("token", token));
        assertEquals(home, team.stranger().organisation());
        var members = "/api/organisations/" + home + "/members/";

        assertEquals(409, team.stranger().delete(members + team.owner().user()).statusCode());
        assertEquals(
                409,
                team.stranger()
                        .patch(members + team.owner().user(), Map.of("role", "member"))
                        .statusCode());
        assertEquals(
                409,
                team.owner()
                        .post("/api/organisations/" + home + "/leave", Map.of())
                        .statusCode());
        assertEquals(200, team.owner().delete(members + team.stranger().user()).statusCode());
    }

    @Test
    void whoWasRemovedDoesNotComeBackByALinkOfHisOwn() {
        var token = Team.invite(team.admin(), team.organisation(), Map.of());

        remove(team.owner(), team.admin()).then().statusCode(200);

        team.admin()
                .post("/api/organisations/invitations/accept", Map.of("token", token))
                .then()
                .statusCode(404);
        team.owner().get(team.path("/invitations")).then().body("[0].status", is("revoked"));
    }

    @Test
    void aFormerOwnerOffersNoMoreThanHeMayNow() {
        var second = team.another("owner");
        var asOwner = Team.invite(second, team.organisation(), Map.of("role", "owner"));
        var asMember = Team.invite(second, team.organisation(), Map.of("role", "member"));

        change(team.owner(), second, "admin").then().statusCode(200);

        assertEquals(404, accept(asOwner).statusCode());
        assertEquals(200, accept(asMember).statusCode());
    }

    @Test
    void ifKeysCannotBeEndedNowTheyAreAsSoonAsCanBe() {
        Peers.server()
                .stubFor(post(OwningPeers.MEMBERSHIPS).willReturn(aResponse().withStatus(503)));

        remove(team.owner(), team.member()).then().statusCode(503).body("error.code", is("DEPENDENCY_UNAVAILABLE"));

        assertEquals(404, team.member().get(team.path("")).statusCode(), "he is out all the same");
        assertEquals(1, Bureau.query("SELECT id FROM identity.notice").size());
        OwningPeers.answer();
        Bureau.within(
                Duration.ofSeconds(15),
                () -> Bureau.query("SELECT id FROM identity.notice").isEmpty());
        Peers.server()
                .verify(postRequestedFor(urlEqualTo(OwningPeers.MEMBERSHIPS))
                        .withRequestBody(
                                equalToJson("{\"user\":\"" + team.member().user() + "\"}", true, true)));
    }

    @Test
    void aKeyOpensNothingHereAndNobodyDoesNeither() {
        var path = memberPath(team.member());
        var key = "Bearer " + ApiKey.generate().reveal();
        given().header("Authorization", key)
                .delete(path)
                .then()
                .statusCode(403)
                .body("error.code", is("DASHBOARD_ONLY"));
        given().header("Authorization", key)
                .contentType(ContentType.JSON)
                .body(Map.of("role", "admin"))
                .patch(path)
                .then()
                .statusCode(403);
        given().header("Authorization", key)
                .contentType(ContentType.JSON)
                .body("{}")
                .post(team.path("/leave"))
                .then()
                .statusCode(403);
        given().delete(path).then().statusCode(401);
        given().contentType(ContentType.JSON)
                .body(Map.of("role", "admin"))
                .patch(path)
                .then()
                .statusCode(401);
        given().contentType(ContentType.JSON)
                .body("{}")
                .post(team.path("/leave"))
                .then()
                .statusCode(401);
    }

    @Test
    void s16_anotherSiteRemovesNobody() {
        for (var request : List.of("DELETE " + memberPath(team.member()), "POST " + team.path("/leave"))) {
            var parts = request.split(" ");
            team.owner()
                    .request()
                    .header("Sec-Fetch-Site", "cross-site")
                    .contentType(ContentType.JSON)
                    .body("{}")
                    .request(parts[0], parts[1])
                    .then()
                    .statusCode(403)
                    .body("error.code", is("CSRF_REJECTED"));
        }
        team.owner().get(team.path("")).then().body("members", is(3));
    }

    private Response accept(String token) {
        return Browser.signedIn("google", Person.stranger())
                .post("/api/organisations/invitations/accept", Map.of("token", token));
    }

    private int quietly(Browser by, Browser whom) {
        return by.request()
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(ContentType.JSON)
                .body(Map.of("role", "member"))
                .patch(memberPath(whom))
                .statusCode();
    }

    private Response change(Browser by, Browser whom, String role) {
        return by.patch(memberPath(whom), Map.of("role", role));
    }

    private Response remove(Browser by, Browser whom) {
        return by.delete(memberPath(whom));
    }

    private Response leave(Browser who, Map<String, String> body) {
        return who.post(team.path("/leave"), body);
    }

    private String memberPath(Browser whom) {
        return team.path("/members/" + whom.user());
    }

    private static String lastAction(String target) {
        return Bureau.query("SELECT action FROM identity.audit WHERE target = ? ORDER BY id DESC LIMIT 1", target)
                .getFirst();
    }
}
