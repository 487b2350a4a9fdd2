package io.bureau.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RunningStack.class)
class FaultTest {

    /** As the caller sees it: from before the request until the whole answer is there. */
    private static final Duration SOON = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(strings = {"identity-service", "apikey-service", "ratelimit-service", "desktops-service"})
    void aServiceKilledAndStartedAgainLosesNothingThatWasAcknowledged(String service, Stack stack) {
        var person = stack.person();
        var kept = person.createBusyKey("kept").json();
        var revoked = person.createBusyKey("revoked").json();
        person.delete("/api/keys/" + revoked.path("id").asText()).expect(200);

        stack.kill(service);

        Await.served(() -> person.get("/api/session")).expect(200);
        Await.served(() -> stack.caller(kept.path("key").asText()).get("/v1/me"))
                .expect(200);
        Await.served(() -> stack.caller(revoked.path("key").asText()).get("/v1/me"))
                .expect(401);
        assertEquals(
                2,
                Await.served(() -> person.get("/api/keys")).expect(200).json().size());
    }

    @Test
    void s48_withRedisFrozenEveryAnswerComesWithinASecond(Stack stack) {
        var person = stack.person();
        var created = person.createBusyKey("steady").json();
        var program = stack.caller(created.path("key").asText());
        var nobody = new Caller(stack.origin(), null);
        List<Supplier<Answer>> calls = List.of(
                () -> program.get("/v1/me"),
                () -> program.get("/v1/desktops"),
                () -> program.post("/v1/desktops", "{\"name\":\"while frozen\",\"start\":false}"),
                () -> person.get("/api/session"),
                () -> person.get("/api/keys"),
                () -> person.post("/api/keys", "{\"name\":\"while frozen\"}"),
                () -> person.get("/auth/google"),
                () -> nobody.get("/v1/me"));
        Supplier<Answer> revocation =
                () -> person.delete("/api/keys/" + created.path("id").asText());
        // Connections, and this test's own code, are made ready first: only Bureau is measured.
        calls.forEach(call -> assertTrue(call.get().status() != 500));

        stack.whileRedisIsFrozen(() -> {
            for (int round = 0; round < 3; round++) {
                calls.forEach(FaultTest::assertAnsweredSoon);
                assertAnsweredSoon(revocation);
            }
        });

        Await.until(Duration.ofSeconds(15), () -> program.get("/v1/me").status(), status -> status == 401);
        Await.served(() -> person.get("/api/session")).expect(200);
    }

    @Test
    void everythingIsThereAfterDownAndUp(Stack stack) {
        var person = stack.person();
        var key = person.createBusyKey("lasting").json().path("key").asText();

        stack.restart();

        Await.served(() -> person.get("/api/session")).expect(200);
        Await.served(() -> stack.caller(key).get("/v1/me")).expect(200);
    }

    @Test
    void aSecondUpOnTheSameDataSaysSo(Stack stack) {
        var second = stack.upAgain();

        assertTrue(second.output().contains("already up"), second.output());
        stack.person().get("/api/session").expect(200);
    }

    private static void assertAnsweredSoon(Supplier<Answer> call) {
        long start = System.nanoTime();
        var answer = call.get();
        var took = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(took.compareTo(SOON) < 0, took + " for " + answer);
        assertTrue(answer.status() != 500, answer.toString());
    }
}
