package io.bureau.desktops.webhook;

import static io.bureau.desktops.Bureau.asSession;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.kit.http.Service;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Webhooks in the hands of those who run an organisation. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
@QuarkusTestResource(Receiver.class)
class WebhookTest {

    private static final String ROUTE = "/api/webhooks";

    @Inject
    OldDeliveries old;

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Hooks.execute("DELETE FROM desktops.webhook");
        Bureau.reset();
    }

    @Test
    void itsSecretIsShownOnceAndStoredSealed() {
        var created = asSession(owner)
                .body(Map.of(
                        "url", Receiver.http("/x?key=k"), "description", " CI ", "events", List.of("desktop.status")))
                .post(ROUTE)
                .then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .body("url", is(Receiver.http("/x?key=k")))
                .body("description", is("CI"))
                .body("events", is(List.of("desktop.status")))
                .body("enabled", is(true))
                .body("disabledReason", nullValue())
                .body("createdBy", is(owner.user()))
                .body("secret", matchesPattern("whsec_[A-Za-z0-9+/]{43}="))
                .extract()
                .jsonPath();

        asSession(owner).get(ROUTE).then().statusCode(200).body("", hasSize(1)).body("[0]", not(hasKey("secret")));
        asSession(owner)
                .get(ROUTE + "/" + created.getString("id"))
                .then()
                .statusCode(200)
                .body("id", is(created.getString("id")))
                .body("$", not(hasKey("secret")));
        var bytes = Base64.getDecoder().decode(created.getString("secret").substring(6));
        var stored = Hooks.query("SELECT encode(secret, 'hex') FROM desktops.webhook WHERE id = ?", created.get("id"));
        assertFalse(stored.contains(HexFormat.of().formatHex(bytes)));
    }

    @Test
    void everyChangeIsAuditedAndNoSecretPartOfItsUrlIsToldThere() {
        var hook = Hooks.create(owner, Receiver.http("/secret"));
        patch(hook, Map.of("description", "d", "enabled", false)).then().statusCode(200);
        patch(hook, Map.of("enabled", true)).then().statusCode(200);
        hook.test();
        rotate(hook, 0).then().statusCode(200);
        asSession(owner).delete(hook.path()).then().statusCode(204);

        assertEquals(
                List.of("create", "update", "update", "test", "rotate", "delete").stream()
                        .map(action -> "webhook." + action + " " + owner.user())
                        .toList(),
                hook.trail());
        var details = Hooks.query(
                "SELECT string_agg(detail, ';' ORDER BY sequence) FROM desktops.audit WHERE target = ?", hook.id);
        assertTrue(details.startsWith("host=127.0.0.2;host=127.0.0.2 changed=description,enabled:false;"), details);
        assertFalse(details.contains("/secret"), details);
        asSession(owner).get(hook.path()).then().statusCode(404).body("error.code", is("NOT_FOUND"));
        asSession(owner).delete(hook.path()).then().statusCode(404);
    }

    @Test
    void whatIsAmendedIsAndTheRestStays() {
        var hook = Hooks.create(owner, Receiver.http("/a"));

        patch(hook, Map.of("url", Receiver.http("/b"), "events", List.of("desktop.agentReady")))
                .then()
                .statusCode(200)
                .body("url", is(Receiver.http("/b")))
                .body("events", is(List.of("desktop.agentReady")))
                .body("description", is(""));
        patch(hook, Map.of("events", List.of())).then().body("events", empty()).body("url", is(Receiver.http("/b")));
    }

    @Test
    void whatIsDisabledGivesUpWhatIsOutstandingAndCanBeEnabledAgain() {
        Receiver.answer("/down", Receiver.Answer.of(500));
        var hook = Hooks.create(owner, Receiver.http("/down"));
        var id = hook.test();
        hook.await(id, 1);

        patch(hook, Map.of("enabled", false))
                .then()
                .statusCode(200)
                .body("enabled", is(false))
                .body("disabledAt", notNullValue())
                .body("disabledReason", is("It was disabled by hand"));

        var given = hook.await(id, "failed");
        assertEquals("the webhook was disabled", given.get("error"));
        asSession(owner)
                .post(hook.path() + "/test")
                .then()
                .statusCode(409)
                .body("error.code", is("CONFLICT"))
                .body("error.status", is("disabled"));
        asSession(owner)
                .post(hook.path() + "/deliveries/" + id + "/resend")
                .then()
                .statusCode(409);
        patch(hook, Map.of("enabled", true))
                .then()
                .body("enabled", is(true))
                .body("disabledReason", nullValue())
                .body("failingSince", nullValue());
    }

    @Test
    void anOrganisationHasSoManyAndNoMore() {
        for (int i = 0; i < 3; i++) {
            Hooks.create(owner, Receiver.http("/" + i));
        }

        asSession(owner)
                .body(Map.of("url", Receiver.http("/3")))
                .post(ROUTE)
                .then()
                .statusCode(409)
                .body("error.code", is("LIMIT_REACHED"));
        Hooks.create(Principals.owner(), Receiver.http("/another"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                          | url",
                "{\"url\":null}                                              | url",
                "{\"url\":\"https://localhost/\"}                            | url",
                "{\"url\":\"https://127.0.0.1/\"}                            | url",
                "{\"url\":\"https://[::1]/\"}                                | url",
                "{\"url\":\"https://[::ffff:169.254.169.254]/\"}             | url",
                "{\"url\":\"https://10.0.0.1/\"}                             | url",
                "{\"url\":\"https://2130706433/\"}                           | url",
                "{\"url\":\"http://1.1.1.1/\"}                               | url",
                "{\"url\":\"https://name.invalid/\"}                         | url",
                "{\"url\":\"http://127.0.0.2/\",\"events\":[\"desktop.x\"]}  | events",
                "{\"url\":\"http://127.0.0.2/\",\"events\":[null]}           | events",
                "{\"url\":\"http://127.0.0.2/\",\"events\":[\"desktop.metrics\"]} | events",
                "{\"url\":\"http://127.0.0.2/\",\"description\":\"a\\nb\"}   | description",
            })
    void whatIsNotValidIs400(String body, String field) {
        asSession(owner)
                .body(body)
                .post(ROUTE)
                .then()
                .statusCode(400)
                .body("error.code", is("VALIDATION_FAILED"))
                .body("error.requestId", notNullValue())
                .body("error.fields[0].field", is(field));
        asSession(owner).get(ROUTE).then().body("", empty());
    }

    @Test
    void unknownFieldsAndMissingBodiesAre400() {
        var hook = Hooks.create(owner, Receiver.http("/x"));
        for (var answer : List.of(
                asSession(owner)
                        .body("{\"url\":\"http://127.0.0.2/\",\"uri\":1}")
                        .post(ROUTE),
                asSession(owner).post(ROUTE),
                asSession(owner).patch(hook.path()),
                asSession(owner).post(hook.path() + "/rotate-secret"),
                asSession(owner).body("{}").post(hook.path() + "/rotate-secret"),
                rotate(hook, -1),
                rotate(hook, 604_801),
                patch(hook, Map.of("url", "https://localhost/")),
                asSession(owner).get(hook.path() + "/deliveries?limit=0"),
                asSession(owner).get(hook.path() + "/deliveries?limit=101"),
                asSession(owner).get(hook.path() + "/deliveries?before=x"))) {
            assertEquals(400, answer.statusCode(), answer.asString());
        }
    }

    @Test
    void deliveriesAreListedPageByPage() {
        var hook = Hooks.create(owner, Receiver.http("/pages"));
        var ids = List.of(hook.test(), hook.test(), hook.test());
        hook.await(ids.getLast(), "delivered");

        var first = asSession(owner).get(hook.path() + "/deliveries?limit=2");
        first.then()
                .statusCode(200)
                .body("id", is(List.of(ids.get(2), ids.get(1))))
                .body("[0].type", is("webhook.test"))
                .body("[0].payload.type", is("webhook.test"))
                .body("[0].payload.data.id", is(hook.id));
        var next = first.header("Link").replaceAll("<(.*)>; rel=\"next\"", "$1");
        var second = asSession(owner).get(next);

        second.then().statusCode(200).body("id", is(List.of(ids.getFirst())));
        assertEquals(null, second.header("Link"));
    }

    @Test
    void oldDeliveriesAreForgotten() throws Throwable {
        var hook = Hooks.create(owner, Receiver.http("/old"));
        var young = hook.test();
        var aged = hook.test();
        hook.await(aged, "delivered");
        Hooks.execute(
                "UPDATE desktops.webhook_delivery SET created_at = now() - interval '7 days 1 second' WHERE id = '"
                        + aged + "'");

        VertxContextSupport.subscribeAndAwait(old::delete);

        asSession(owner).get(hook.path() + "/deliveries").then().body("id", is(List.of(young)));
    }

    @Test
    void withAnOrganisationItsWebhooksGoAndNobodyElses() {
        var other = Principals.owner();
        var theirs = Hooks.create(other, Receiver.http("/theirs"));
        var hook = Hooks.create(owner, Receiver.http("/ours"));
        hook.test();

        given().auth()
                .oauth2(Peers.token(Service.IDENTITY, Service.DESKTOPS))
                .contentType(ContentType.JSON)
                .body("{\"organisation\":\"" + owner.organisation().id() + "\",\"actor\":{\"user\":\"usr_ada\"}}")
                .post("/internal/organisations/end")
                .then()
                .statusCode(200);

        asSession(owner).get(ROUTE).then().body("", empty());
        assertEquals("webhook.delete usr_ada", hook.trail().getLast());
        assertEquals("0", Hooks.query("SELECT count(*) FROM desktops.webhook_delivery WHERE webhook_id = ?", hook.id));
        assertEquals(true, theirs.get().getBoolean("enabled"));
        asSession(owner)
                .body(Map.of("url", Receiver.http("/late")))
                .post(ROUTE)
                .then()
                .statusCode(409)
                .body("error.status", equalTo("deleted"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/openapi.json"})
    void theRoutesOfTheDashboardAreNotInTheContract(String document) {
        given().get(document).then().body("paths", not(hasKey(ROUTE)));
    }

    private Response patch(Hooks hook, Map<String, ?> body) {
        return asSession(owner).body(body).patch(hook.path());
    }

    private Response rotate(Hooks hook, int overlapSeconds) {
        return asSession(owner).body(Map.of("overlapSeconds", overlapSeconds)).post(hook.path() + "/rotate-secret");
    }
}
