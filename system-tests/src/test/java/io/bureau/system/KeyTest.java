package io.bureau.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStack.class)
class KeyTest {

    private static final int CALLERS = 8;
    private static final String FORMAT = "^sk_live_[0-9A-Za-z]{8}_[0-9A-Za-z]{43}[0-9A-Za-z]{6}$";

    @Test
    void aNewKeyHasTheFormatOfTheContractAndOpensTheApi(Stack stack) {
        var person = stack.person();
        var created = person.createKey("ci", "desktop:read").json();
        var key = created.path("key").asText();

        assertTrue(key.matches(FORMAT), key.length() + " characters");
        var me = stack.caller(key).get("/v1/me").expect(200).json();
        assertEquals(created.path("id"), me.path("key").path("id"));
        assertEquals(person.get("/api/session").json().path("user").path("email"), me.path("email"));
        assertEquals("desktop:read", me.path("capabilities").path(0).asText());
    }

    @Test
    void aKeyWithOneCharacterChangedIsRefused(Stack stack) {
        var key = stack.person().createKey("ci").json().path("key").asText();
        var broken = key.substring(0, 30) + (key.charAt(30) == 'a' ? 'b' : 'a') + key.substring(31);

        var answer = stack.caller(broken).get("/v1/me").expect(401);

        assertEquals("UNAUTHORIZED", answer.errorCode());
        assertEquals(
                "Bearer error=\"invalid_token\"",
                answer.header("WWW-Authenticate").orElse(""));
    }

    @Test
    void aKeyWithoutTheCapabilityIsToldWhatItLacks(Stack stack) {
        var key = stack.person()
                .createKey("reader", "desktop:read")
                .json()
                .path("key")
                .asText();

        var answer =
                stack.caller(key).post("/v1/desktops", "{\"name\":\"mine\"}").expect(403);

        assertEquals("FORBIDDEN", answer.errorCode());
        assertEquals("desktop:manage", answer.json().path("required").asText());
        assertEquals("desktop:read", answer.json().path("held").path(0).asText());
        assertEquals(
                "Bearer error=\"insufficient_scope\"",
                answer.header("WWW-Authenticate").orElse(""));
    }

    @Test
    void aKeyDoesNotOpenTheDashboardsRoutes(Stack stack) {
        var key = stack.person().createKey("ci").json().path("key").asText();

        for (var path : List.of("/api/keys", "/api/session", "/api/sessions")) {
            assertEquals(
                    "DASHBOARD_ONLY", stack.caller(key).get(path).expect(403).errorCode());
        }
    }

    @Test
    void theVeryNextCallAfterTheReceiptIsRefused(Stack stack) {
        var person = stack.person();
        IntStream.range(0, 10).forEach(round -> {
            var created = person.createKey("short-lived " + round).json();
            var program = stack.caller(created.path("key").asText());
            program.get("/v1/me").expect(200);

            var receipt = person.delete("/api/keys/" + created.path("id").asText())
                    .expect(200)
                    .json();

            program.get("/v1/me").expect(401);
            assertEquals(created.path("id"), receipt.path("id"));
            assertTrue(receipt.path("replicas").asInt() >= 1, receipt.toString());
            assertTrue(receipt.hasNonNull("confirmedInMs"), receipt.toString());
        });
    }

    @Test
    void s19_underLoadNoCallBegunAfterTheReceiptSucceeds(Stack stack) {
        var person = stack.person();
        var created = person.createBusyKey("under load").json();
        var program = stack.caller(created.path("key").asText());
        program.get("/v1/me").expect(200);
        var revoked = new AtomicBoolean();
        var before = new AtomicInteger();
        var after = new AtomicInteger();
        var wronglyAnswered = new ConcurrentLinkedQueue<Answer>();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                threads.submit(() -> {
                    while (after.get() < CALLERS * 10) {
                        boolean late = revoked.get();
                        var answer = program.get("/v1/me");
                        (late ? after : before).incrementAndGet();
                        if (late && answer.status() < 400) {
                            wronglyAnswered.add(answer);
                        }
                    }
                });
            }
            try {
                Await.until(Duration.ofSeconds(20), before::get, calls -> calls > CALLERS * 10);
                person.delete("/api/keys/" + created.path("id").asText()).expect(200);
            } finally {
                revoked.set(true);
            }
        }

        assertEquals(List.of(), List.copyOf(wronglyAnswered));
    }

    @Test
    void theListShowsWhatAKeyIsAndNeverItsSecret(Stack stack) {
        var person = stack.person();
        var created = person.createKey("listed").json();
        var key = created.path("key").asText();

        var list = person.get("/api/keys").expect(200);

        assertFalse(list.text().contains(key.substring(17, 60)));
        var listed = StreamSupport.stream(list.json().spliterator(), false)
                .filter(entry -> entry.path("id").equals(created.path("id")))
                .findFirst()
                .orElseThrow();
        assertEquals(
                key.substring(0, 16) + "…" + key.substring(key.length() - 4),
                listed.path("preview").asText());
        assertEquals("active", listed.path("status").asText());
    }
}
