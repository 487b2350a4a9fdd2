package io.bureau.desktops.webhook;

import static io.bureau.desktops.Bureau.asSession;
import static io.bureau.desktops.Bureau.create;
import static io.bureau.desktops.Bureau.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.bureau.desktops.Bureau;
import io.bureau.desktops.ScriptedDriver;
import io.bureau.desktops.desktop.ScriptedEngine;
import io.bureau.kit.id.Ids;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Principals;
import io.bureau.testkit.SettableClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What receivers get, and what becomes of a delivery. */
@QuarkusTest
@TestProfile(ScriptedEngine.class)
@Bureau.Stores
@QuarkusTestResource(Receiver.class)
class DeliveryTest {

    @Inject
    ScriptedDriver driver;

    @Inject
    SettableClock clock;

    private final Principal owner = Principals.owner();
    private final String path = "/" + Ids.next("in");

    @BeforeEach
    void reset() {
        Hooks.execute("DELETE FROM desktops.webhook");
        Bureau.reset();
        driver.reset();
    }

    @AfterEach
    void putTheClockBack() {
        clock.reset();
    }

    @Test
    void whatHappensToADesktopIsSentOnceAndSigned() {
        var hook = Hooks.create(owner, Receiver.http(path));
        var desktop = create(owner, "{\"name\":\"n\",\"start\":false}");

        // Which of them comes first is not promised.
        until(() -> statuses().containsAll(List.of("pending", "stopped")), "all of it");
        var first = Receiver.received(path).get(statuses().indexOf("pending"));

        var body = new JsonPath(first.body());
        assertEquals("desktop.status", body.getString("type"));
        assertEquals(desktop, body.getString("data.id"));
        assertEquals("pending", body.getString("data.status"));
        assertTrue(
                Instant.parse(body.getString("timestamp")).isAfter(Instant.now().minusSeconds(60)));
        assertTrue(Ids.isWellFormed("msg", first.id()), first.id());
        assertEquals(Hooks.signature(hook.secret, first), first.signature());
        assertEquals(List.of("application/json"), first.headers().get("Content-type"));
        assertTrue(first.headers().keySet().stream().noneMatch("traceparent"::equalsIgnoreCase));
        var delivery = hook.await(first.id(), "delivered");
        assertEquals(1, delivery.get("attempts"));
        assertEquals(204, delivery.get("responseStatus"));
        assertNull(delivery.get("nextAttemptAt"));
        assertEquals(1, statuses().stream().filter("pending"::equals).count());
    }

    @Test
    void nobodyIsToldOfAnotherOrganisationNorOfWhatHeDidNotAskFor() {
        Hooks.create(Principals.owner(), Receiver.http(path + "/stranger"));
        Hooks.create(owner, Receiver.http(path + "/ready"), "desktop.agentReady");
        Hooks.create(owner, Receiver.http(path));
        create(owner, "{\"name\":\"n\"}");

        var ready = Receiver.await(path + "/ready", 1);
        Receiver.await(path, 4);

        assertEquals("desktop.agentReady", new JsonPath(ready.getFirst().body()).getString("type"));
        assertEquals(1, ready.size());
        assertEquals(List.of(), Receiver.received(path + "/stranger"));
    }

    @Test
    void whatNobodyAskedForHoldsUpNobody() {
        var stranger = Principals.owner();
        Bureau.await(stranger, create(stranger, "{\"name\":\"n\"}"), "running");
        var hook = Hooks.create(owner, Receiver.http(path));

        hook.await(hook.test(), "delivered");
        create(owner, "{\"name\":\"n\",\"start\":false}");

        until(() -> statuses().contains("pending"), "what was asked for");
    }

    @Test
    void overTlsTheCertificateIsVerified() {
        var good = Hooks.create(owner, Receiver.https(path));
        good.await(good.test(), "delivered");
        assertEquals(1, Receiver.received(path).size());

        var bad = Hooks.create(owner, Receiver.httpsOfAnotherName(path + "/another"));
        var refused = bad.await(bad.test(), 1);

        assertEquals("pending", refused.get("status"));
        assertEquals("its certificate is not valid for its host, or TLS failed otherwise", refused.get("error"));
        assertEquals(List.of(), Receiver.received(path + "/another"));
    }

    @Test
    void whatIsNotAcceptedIsRepeatedUnderTheSameId() {
        Receiver.answer(path, new Receiver.Answer(500, "no\u0000t now", Map.of("Content-Type", "text/plain")));
        var hook = Hooks.create(owner, Receiver.http(path));
        var id = hook.test();
        var failed = hook.await(id, 1);
        assertEquals("pending", failed.get("status"));
        assertEquals(500, failed.get("responseStatus"));
        assertEquals("no\uFFFDt now", failed.get("responseBody"));
        assertTrue(waitOf(failed).compareTo(Duration.ofSeconds(5)) >= 0, failed.toString());
        assertTrue(waitOf(failed).compareTo(Duration.ofMillis(5_501)) <= 0, failed.toString());
        assertTrue(hook.get().getString("failingSince") != null);

        Receiver.answer(path, Receiver.Answer.of(200));
        clock.advance(Duration.ofSeconds(6));

        assertEquals(2, hook.await(id, "delivered").get("attempts"));
        var both = Receiver.received(path);
        assertEquals(2, both.size());
        assertEquals(id, both.getFirst().id());
        assertEquals(id, both.getLast().id());
        assertEquals(both.getFirst().body(), both.getLast().body());
        assertTrue(Long.parseLong(both.getLast().timestamp())
                >= Long.parseLong(both.getFirst().timestamp()) + 5);
        assertEquals(
                Hooks.signature(hook.secret, both.getLast()), both.getLast().signature());
        assertNull(hook.get().getString("failingSince"));
    }

    @Test
    void aReceiverThatAsksForTimeGetsIt() {
        Receiver.answer(path, new Receiver.Answer(503, "", Map.of("Retry-After", "3600")));
        var hook = Hooks.create(owner, Receiver.http(path));

        var wait = waitOf(hook.await(hook.test(), 1));

        assertTrue(wait.compareTo(Duration.ofHours(1)) >= 0, wait.toString());
        assertTrue(wait.compareTo(Duration.ofMinutes(61)) < 0, wait.toString());
    }

    @Test
    void aReceiverThatIsGoneIsNotCalledAgain() {
        Receiver.answer(path, Receiver.Answer.of(410));
        var hook = Hooks.create(owner, Receiver.http(path));
        var id = hook.test();

        assertEquals(410, hook.await(id, "failed").get("responseStatus"));

        assertEquals(false, hook.get().getBoolean("enabled"));
        assertEquals("Its receiver answered 410 Gone", hook.get().getString("disabledReason"));
        assertEquals("webhook.disabled system", hook.trail().getLast());
        assertNull(hook.delivery(id).get("nextAttemptAt"));
        asSession(owner).post(hook.path() + "/test").then().statusCode(409);
        assertEquals(1, Receiver.received(path).size());
    }

    @Test
    void aWebhookThatAcceptsNothingForADayIsDisabled() {
        Receiver.answer(path, Receiver.Answer.of(500));
        var hook = Hooks.create(owner, Receiver.http(path));
        var id = hook.test();
        var passed = Duration.ZERO;
        for (int attempt = 1; attempt <= 7; attempt++) {
            awaitAttempts(id, attempt);
            clock.reset();
            var now = hook.delivery(id);
            assertEquals(attempt, now.get("attempts"));
            assertEquals(true, hook.get().getBoolean("enabled"));
            passed = passed.plus(waitOf(now)).plusSeconds(1);
            clock.advance(passed);
        }
        awaitAttempts(id, 8);
        clock.reset();

        assertEquals("failed", hook.delivery(id).get("status"));
        assertEquals(false, hook.get().getBoolean("enabled"));
        assertTrue(hook.get().getString("disabledReason").startsWith("Nothing was accepted since 20"));
        assertEquals("webhook.disabled system", hook.trail().getLast());
        assertEquals(8, Receiver.received(path).size());
    }

    @Test
    void aRedirectIsNotFollowed() {
        Receiver.answer(path, new Receiver.Answer(302, "", Map.of("Location", Receiver.http(path + "/elsewhere"))));
        var hook = Hooks.create(owner, Receiver.http(path));

        var delivery = hook.await(hook.test(), 1);

        assertEquals(302, delivery.get("responseStatus"));
        assertEquals("pending", delivery.get("status"));
        assertEquals(List.of(), Receiver.received(path + "/elsewhere"));
    }

    @Test
    void aNameThatLeadsToLoopbackIsRefusedAtEveryDelivery() {
        var hook = Hooks.create(owner, Receiver.http(path));
        Hooks.execute("UPDATE desktops.webhook SET url = 'https://localhost:" + Receiver.port() + path
                + "' WHERE id = '" + hook.id + "'");

        var delivery = hook.await(hook.test(), 1);

        assertEquals("it leads to an address that is not public", delivery.get("error"));
        assertNull(delivery.get("responseStatus"));
        assertEquals(List.of(), Receiver.received(path));
    }

    @Test
    void aReceiverThatIsAwayIsSaidToBe() {
        var hook = Hooks.create(owner, "http://127.0.0.2:1" + path);

        assertEquals(
                "the connection was refused or not made in time",
                hook.await(hook.test(), 1).get("error"));
    }

    @Test
    void ofALongAnswerOnlyTheBeginningIsKept() {
        Receiver.answer(path, new Receiver.Answer(200, "x".repeat(1_000_000), Map.of()));
        var hook = Hooks.create(owner, Receiver.http(path));

        assertEquals("x".repeat(1024), hook.await(hook.test(), "delivered").get("responseBody"));
    }

    @Test
    void oneThatHangsHoldsUpNobodyElse() throws Exception {
        var slow = Hooks.create(owner, Receiver.http(path + "/slow"));
        var quick = Hooks.create(owner, Receiver.http(path));
        try (var _ = Receiver.hold(path + "/slow")) {
            for (int i = 0; i < 8; i++) {
                slow.test();
            }
            Receiver.await(path + "/slow", 4);

            quick.await(quick.test(), "delivered");

            var underWay = Hooks.query(
                    "SELECT count(*) FROM desktops.webhook_delivery WHERE webhook_id = ? AND lease IS NOT NULL",
                    slow.id);
            assertTrue(Integer.parseInt(underWay) <= 4, underWay);
            until(() -> slow.get().getString("failingSince") != null, "the time limit");
        }
    }

    @Test
    void oneThatCannotBeSignedHoldsUpNobodyElse() {
        var broken = Hooks.create(owner, Receiver.http(path + "/broken"));
        var hook = Hooks.create(owner, Receiver.http(path));
        Hooks.execute("UPDATE desktops.webhook SET secret = decode('00', 'hex') WHERE id = '" + broken.id + "'");
        var id = broken.test();

        hook.await(hook.test(), "delivered");

        assertEquals("pending", broken.delivery(id).get("status"));
        assertEquals(List.of(), Receiver.received(path + "/broken"));
    }

    @Test
    void whatAReplicaLeftBehindWhenItDiedIsSentByAnother() {
        var hook = Hooks.create(owner, Receiver.http(path));
        var id = hook.insert("now()", "'lse_dead'", "now() + interval '30 seconds'");
        hook.await(hook.test(), "delivered");
        assertEquals("pending", hook.delivery(id).get("status"));

        clock.advance(Duration.ofSeconds(31));

        hook.await(id, "delivered");
        assertEquals(id, Receiver.received(path).getLast().id());
    }

    @Test
    void afterARotationBothSecretsSignForAWhile() {
        var hook = Hooks.create(owner, Receiver.http(path));
        var rotated = asSession(owner)
                .body("{\"overlapSeconds\":3600}")
                .post(hook.path() + "/rotate-secret")
                .then()
                .statusCode(200)
                .extract()
                .<String>path("secret");
        hook.await(hook.test(), "delivered");

        var during = Receiver.received(path).getLast();
        assertEquals(Hooks.signature(rotated, during) + " " + Hooks.signature(hook.secret, during), during.signature());
        assertTrue(hook.get().getString("previousSecretUntil") != null);

        var id = hook.insert("now() + interval '1 hour'", "NULL", "NULL");
        clock.advance(Duration.ofSeconds(3601));
        awaitAttempts(id, 1);
        clock.reset();

        var after = Receiver.received(path).getLast();
        assertEquals(Hooks.signature(rotated, after), after.signature());
    }

    @Test
    void aDeliveryCanBeSentAgainUnderItsId() {
        var hook = Hooks.create(owner, Receiver.http(path));
        var id = hook.test();
        hook.await(id, "delivered");

        asSession(owner)
                .post(hook.path() + "/deliveries/" + id + "/resend")
                .then()
                .statusCode(200);

        assertEquals("delivered", hook.await(id, 2).get("status"));
        assertEquals(
                List.of(id, id),
                Receiver.received(path).stream().map(Receiver.Received::id).toList());
        assertEquals("webhook.resend " + owner.user(), hook.trail().getLast());
    }

    /** Asks the store: under a clock that is far ahead nobody's session holds. */
    private static void awaitAttempts(String delivery, int attempts) {
        until(
                () -> Hooks.query("SELECT attempts FROM desktops.webhook_delivery WHERE id = ?", delivery)
                        .equals(Integer.toString(attempts)),
                attempts + " attempts");
    }

    private List<String> statuses() {
        return Receiver.received(path).stream()
                .map(received -> new JsonPath(received.body()).getString("data.status"))
                .toList();
    }

    private static Duration waitOf(Map<String, Object> delivery) {
        return Duration.between(Instant.parse((String) delivery.get("lastAttemptAt")), Instant.parse((String)
                delivery.get("nextAttemptAt")));
    }
}
