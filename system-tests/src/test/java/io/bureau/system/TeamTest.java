package io.bureau.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a team does, through all the real processes: join, share, rotate, leave, and read afterwards what happened. */
@ExtendWith(RunningStack.class)
class TeamTest {

    private static final Duration SECONDS = Duration.ofSeconds(5);

    @Test
    void aMemberWhoIsRemovedHasNothingLeftOnceTheCallReturns(Stack stack) {
        var owner = stack.person();
        var member = stack.person();
        var team = newTeam(owner, "Removers");
        join(owner, team, member);
        assertEquals(team, organisationOf(member));
        var key = member.createKey("mine").json();
        var caller = stack.caller(key.path("key").asText());
        caller.get("/v1/me").expect(200);

        var receipt = owner.delete("/api/organisations/" + team + "/members/" + userOf(member))
                .expect(200)
                .json();

        caller.get("/v1/me").expect(401);
        assertEquals(1, receipt.path("keysRevoked").asInt());
        assertTrue(receipt.path("replicas").asInt() >= 1, receipt.toString());
        assertFalse(team.equals(organisationOf(member)), "the session is at home again");
        member.get("/api/organisations/" + team + "/members").expect(404);
        var tombstone = find(
                owner.get("/api/keys").expect(200).json(), "id", key.path("id").asText());
        assertEquals("revoked", tombstone.path("status").asText());
        assertEquals("member_removed", tombstone.path("revokedReason").asText());
        assertEquals(userOf(member), tombstone.path("createdBy").path("id").asText());
    }

    @Test
    void keysThatAreHandedOverOutliveTheMembership(Stack stack) {
        var owner = stack.person();
        var member = stack.person();
        var team = newTeam(owner, "Heirs");
        join(owner, team, member);
        var caller = stack.caller(member.createKey("deploy").json().path("key").asText());

        var receipt = owner.delete(
                        "/api/organisations/" + team + "/members/" + userOf(member) + "?handOverTo=" + userOf(owner))
                .expect(200)
                .json();

        assertEquals(1, receipt.path("keysHandedOver").asInt());
        assertEquals(0, receipt.path("keysRevoked").asInt());
        var me = Await.served(() -> caller.get("/v1/me")).expect(200).json();
        assertEquals(userOf(owner), me.path("id").asText());
        assertEquals(team, me.path("organisation").path("id").asText());
    }

    @Test
    void rotationLeavesTimeAndEndsWhenTold(Stack stack) {
        var owner = stack.person();
        var old = owner.createKey("ci").json();
        var oldId = old.path("id").asText();
        var before = stack.caller(old.path("key").asText());

        var next = owner.post("/api/keys/" + oldId + "/rotate", "{\"overlapSeconds\":3600}")
                .expect(201)
                .json();

        var after = stack.caller(next.path("key").asText());
        before.get("/v1/me").expect(200);
        after.get("/v1/me").expect(200);
        var shown = find(owner.get("/api/keys").expect(200).json(), "id", oldId);
        assertEquals("rotating", shown.path("status").asText());
        assertEquals(next.path("id").asText(), shown.path("successor").asText());
        Await.until(
                SECONDS,
                () -> find(owner.get("/api/keys").expect(200).json(), "id", oldId),
                key -> key.path("recent").path("requests").asInt() >= 1);

        owner.delete("/api/keys/" + oldId).expect(200);

        before.get("/v1/me").expect(401);
        after.get("/v1/me").expect(200);
    }

    @Test
    void aKeyRotatesItselfAndItsOldFormIsDeadAtOnce(Stack stack) {
        var owner = stack.person();
        var uuid = owner.get("/api/session")
                .json()
                .path("organisation")
                .path("uuid")
                .asText();
        var key = owner.createKey("self", "desktop:read", "key:rotate").json();
        var old = stack.caller(key.path("key").asText());
        assertEquals(
                key.path("id").asText(),
                old.get("/orgs/" + uuid + "/api/key")
                        .expect(200)
                        .json()
                        .path("key_id")
                        .asText());

        var next = old.post("/orgs/" + uuid + "/api/key/rotate", "{}").json();

        old.get("/v1/me").expect(401);
        stack.caller(next.path("key").asText()).get("/v1/me").expect(200);
    }

    @Test
    void aReportedKeyIsDeadWithinSeconds(Stack stack) {
        var owner = stack.person();
        var key = owner.createKey("leaked").json();
        var caller = stack.caller(key.path("key").asText());
        caller.get("/v1/me").expect(200);

        stack.caller(null)
                .post("/api/keys/report-leak", "{\"key\":\"" + key.path("key").asText() + "\"}")
                .expect(202);

        Await.until(SECONDS, () -> caller.get("/v1/me"), answer -> answer.status() == 401);
        var shown = find(
                owner.get("/api/keys").expect(200).json(), "id", key.path("id").asText());
        assertEquals("reported_leaked", shown.path("revokedReason").asText());
        assertTrue(actions(owner).contains("key.report"));
    }

    @Test
    void aKeyFromElsewhereIsTurnedAway(Stack stack) {
        var owner = stack.person();
        var key = owner.post(
                        "/api/keys", "{\"name\":\"office\",\"allowedCidrs\":[\"203.0.113.0/24\",\"2001:db8::/32\"]}")
                .expect(201)
                .json();

        var answer = stack.caller(key.path("key").asText()).get("/v1/me").expect(403);

        assertEquals("IP_NOT_ALLOWED", answer.errorCode());
        Await.until(SECONDS, () -> actions(owner), seen -> seen.contains("key.refuse-address"));
    }

    @Test
    void theTrailTellsTheWholeStoryOverAllServicesAndIsWhole(Stack stack) {
        var owner = stack.person();
        var member = stack.person();
        var team = newTeam(owner, "Storytellers");
        join(owner, team, member);
        var key = member.createKey("story").json();
        member.delete("/api/keys/" + key.path("id").asText()).expect(200);
        owner.delete("/api/organisations/" + team + "/members/" + userOf(member))
                .expect(200);

        var seen = actions(owner);

        assertTrue(
                seen.containsAll(List.of(
                        "organisation.create",
                        "invitation.create",
                        "member.join",
                        "key.create",
                        "key.revoke",
                        "member.remove")),
                seen.toString());
        var verdict = owner.get("/api/audit/verify").expect(200).json();
        assertTrue(verdict.path("whole").asBoolean(), verdict.toString());
        assertEquals(3, verdict.path("chains").size());
    }

    @Test
    void deletingAnOrganisationEndsItsKeys(Stack stack) {
        var owner = stack.person();
        var team = newTeam(owner, "Shortlived");
        var caller = stack.caller(owner.createKey("last").json().path("key").asText());
        caller.get("/v1/me").expect(200);

        owner.delete("/api/organisations/" + team + "?confirm=Shortlived").expect(200);

        caller.get("/v1/me").expect(401);
        assertFalse(team.equals(organisationOf(owner)));
    }

    @Test
    void deletingTheAccountEndsEverythingOfIt(Stack stack) {
        var person = stack.person();
        var email = person.get("/api/session").json().path("user").path("email").asText();
        var caller = stack.caller(person.createKey("mine").json().path("key").asText());
        caller.get("/v1/me").expect(200);

        person.delete("/api/account?confirm=" + email).expect(200);

        person.get("/api/session").expect(401);
        Await.until(SECONDS, () -> caller.get("/v1/me"), answer -> answer.status() == 401);
    }

    private static String newTeam(Person owner, String name) {
        var id = owner.post("/api/organisations", "{\"name\":\"" + name + "\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        owner.post("/api/organisations/" + id + "/switch", "{}").expect(200);
        return id;
    }

    private static void join(Person owner, String organisation, Person member) {
        var url = owner.post("/api/organisations/" + organisation + "/invitations", "{}")
                .expect(201)
                .json()
                .path("url")
                .asText();
        var token = url.substring(url.indexOf('#') + 1);
        member.post("/api/organisations/invitations/accept", "{\"token\":\"" + token + "\"}")
                .expect(200);
    }

    private static String organisationOf(Person person) {
        return person.get("/api/session")
                .expect(200)
                .json()
                .path("organisation")
                .path("id")
                .asText();
    }

    private static String userOf(Person person) {
        return person.get("/api/session")
                .expect(200)
                .json()
                .path("user")
                .path("id")
                .asText();
    }

    private static List<String> actions(Person person) {
        return elements(person.get("/api/audit?limit=200").expect(200).json()).stream()
                .map(row -> row.path("action").asText())
                .collect(Collectors.toList());
    }

    private static JsonNode find(JsonNode list, String field, String value) {
        return elements(list).stream()
                .filter(each -> each.path(field).asText().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError(value + " is not in " + list));
    }

    private static List<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
