package io.bureau.desktops.desktop;

import static io.bureau.desktops.Bureau.asKey;
import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.await;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.PostgresResource;
import io.bureau.testkit.Principals;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has control of a desktop, and what others may meanwhile. What may goes on to find that nothing real is behind it. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
class ControlTest {

    @Inject
    ScriptedDriver driver;

    private final Principal owner = Principals.owner();
    private final Principal member = Principals.session(owner.organisation(), Ids.next("usr"), "member");
    private final Principal program = Principals.key(owner.organisation(), "desktop:control");
    private String desktop;

    @BeforeEach
    void desktop() {
        Bureau.reset();
        driver.reset();
        desktop = create(owner, "{\"name\":\"1\"}");
        await(owner, desktop, "running");
    }

    @Test
    void theDesktopSaysWhoHasControlOfIt() {
        show(owner).body("control", nullValue());

        take(member, "{\"screenshots\":true}")
                .statusCode(200)
                .body("control.user.id", equalTo(member.user()))
                .body("control.screenshots", equalTo(true));

        show(owner).body("control.user.id", equalTo(member.user()));
        release(member).statusCode(204);
        show(owner).body("control", nullValue());
        release(member).statusCode(204);
        assertEquals(
                List.of("desktop.create", "desktop.control.take", "desktop.control.release"),
                column("action", "audit"));
        assertEquals(
                2,
                column("payload", "event").stream()
                        .filter(payload -> payload.contains("control"))
                        .count());
    }

    @ParameterizedTest
    @CsvSource({
        "POST, click, '{\"x\":1,\"y\":1}'",
        "POST, move, '{\"x\":1,\"y\":1}'",
        "POST, drag, '{\"from\":{\"x\":1,\"y\":1},\"to\":{\"x\":2,\"y\":2}}'",
        "POST, scroll, '{\"dy\":1}'",
        "POST, type, '{\"text\":\"t\"}'",
        "POST, key, '{\"key\":\"a\"}'",
        "PUT, clipboard, '{\"text\":\"t\"}'"
    })
    void inputOfOthersIsRefused(String method, String action, String body) {
        take(owner, "{\"screenshots\":true}").statusCode(200);

        for (var other : List.of(asKey(program), asSession(member), asKey(keyOf(owner)))) {
            other.body(body)
                    .request(method, path(action))
                    .then()
                    .statusCode(409)
                    .body("error.code", equalTo("HUMAN_IN_CONTROL"));
        }
        asSession(owner).body(body).request(method, path(action)).then().statusCode(503);
    }

    @ParameterizedTest
    @CsvSource({"screenshot,GET", "clipboard,GET", "view,POST"})
    void programsLookOnlyIfTheyAreAllowedTo(String action, String method) {
        take(owner, "{}").statusCode(200);
        asKey(program).body("{}").request(method, path(action)).then().statusCode(409);
        var others = asSession(member).body("{}").request(method, path(action)).statusCode();
        assertTrue(others == 503 || others == 200, others + "");

        take(owner, "{\"screenshots\":true}").statusCode(200);
        var allowed = asKey(program).body("{}").request(method, path(action)).statusCode();
        assertEquals(others, allowed);
    }

    @Test
    void commandsGoOn() {
        take(owner, "{}").statusCode(200);

        asKey(program)
                .body("{\"command\":\"true\"}")
                .post(path("exec"))
                .then()
                .statusCode(503)
                .body("error.code", equalTo("DESKTOP_NOT_READY"));
    }

    @Test
    void oneTakesItFromAnotherOnlyIfHeSaysSo() {
        take(owner, "{}").statusCode(200);

        take(member, "{}").statusCode(409).body("error.code", equalTo("HUMAN_IN_CONTROL"));
        release(member).statusCode(409);
        take(member, "{\"takeOver\":true}").statusCode(200).body("control.user.id", equalTo(member.user()));
    }

    @Test
    void whoRunsTheOrganisationMayEndIt() {
        take(member, "{}").statusCode(200);

        release(owner).statusCode(204);

        show(member).body("control", nullValue());
    }

    @Test
    void whoeverUsesItKeepsIt() {
        take(owner, "{}").statusCode(200);
        endsIn("4 s");

        asSession(owner).body("{\"x\":1,\"y\":1}").post(path("click")).then().statusCode(503);

        var later = Instant.now().plus(Duration.ofMinutes(4)).toString();
        until(() -> show(owner).extract().<String>path("control.until").compareTo(later) > 0, "its use is noted");
    }

    @Test
    void itEndsOnceItWasNotUsedForLongEnough() {
        take(owner, "{}").statusCode(200);
        asKey(program).body("{\"x\":1,\"y\":1}").post(path("click")).then().statusCode(409);

        endsIn("0 s");

        asKey(program).body("{\"x\":1,\"y\":1}").post(path("click")).then().statusCode(503);
        show(owner).body("control", nullValue());
        until(() -> column("action", "audit").contains("desktop.control.expire"), "its end is told of");
    }

    @Test
    void itEndsWithTheDesktop() {
        take(owner, "{}").statusCode(200);
        asSession(owner).post("/v1/desktops/" + desktop + "/restart").then().statusCode(200);
        await(owner, desktop, "running");

        show(owner).body("control", nullValue());
    }

    @Test
    void aDesktopThatDoesNotRunIsNobodys() {
        asSession(owner).post("/v1/desktops/" + desktop + "/stop").then().statusCode(200);
        await(owner, desktop, "stopped");

        take(owner, "{}").statusCode(503).body("error.code", equalTo("DESKTOP_NOT_READY"));
    }

    @Test
    void s42_whatIsAskedForMustBeReadable() {
        take(owner, "").statusCode(400);
        take(owner, "{\"screenshot\":true}").statusCode(400);
        asSession(owner)
                .body("{\"mode\":\"look\"}")
                .post(path("view"))
                .then()
                .statusCode(400)
                .body("error.fields[0].field", equalTo("mode"));
        asSession(owner)
                .body("{\"cols\":0}")
                .post(path("terminal"))
                .then()
                .statusCode(400)
                .body("error.fields[0].field", equalTo("cols"));
    }

    private static Principal keyOf(Principal user) {
        var key = Principals.key(user.organisation(), "desktop:control");
        return new Principal(key.credential(), key.organisation(), user.user(), "owner", key.capabilities(), null);
    }

    private ValidatableResponse take(Principal who, String body) {
        return asSession(who).body(body).put(path("control")).then();
    }

    private ValidatableResponse release(Principal who) {
        return asSession(who).delete(path("control")).then();
    }

    private ValidatableResponse show(Principal who) {
        return asSession(who).get("/v1/desktops/" + desktop).then().statusCode(200);
    }

    private String path(String action) {
        return "/v1/desktops/" + desktop + "/" + action;
    }

    private void endsIn(String interval) {
        try (var connection = PostgresResource.superuser();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE desktops.desktop SET control_until = now() + interval '" + interval + "'");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<String> column(String column, String table) {
        try (var connection = PostgresResource.superuser();
                var statement = connection.prepareStatement("SELECT " + column + " FROM desktops." + table
                        + " WHERE organisation_id = ? ORDER BY " + (table.equals("event") ? "sequence" : "at"))) {
            statement.setString(1, owner.organisation().id());
            var found = statement.executeQuery();
            var values = new ArrayList<String>();
            while (found.next()) {
                values.add(found.getString(1));
            }
            return values;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
