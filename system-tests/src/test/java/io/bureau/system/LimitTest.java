package io.bureau.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStack.class)
class LimitTest {

    @Test
    void of200ParallelCallsExactly60Succeed(Stack stack) {
        var person = stack.person();
        var program = stack.caller(person.createKey("busy").json().path("key").asText());
        var neighbour = stack.caller(person.createKey("idle").json().path("key").asText());

        Await.served(() -> neighbour.get("/v1/me")).expect(200);

        var answers = inParallel(200, program);

        var refused = answers.stream().filter(answer -> answer.status() == 429).toList();
        assertEquals(
                60, answers.stream().filter(answer -> answer.status() == 200).count());
        assertEquals(140, refused.size());
        for (var answer : refused) {
            assertEquals("RATE_LIMITED", answer.errorCode());
            assertTrue(retryAfter(answer) >= 1, answer.toString());
            assertEquals("\"api\";q=60;w=60", answer.header("RateLimit-Policy").orElse(""));
        }
        neighbour.get("/v1/me").expect(200);
    }

    @Test
    void waitingAsToldWorks(Stack stack) {
        var created = stack.person()
                .post("/api/keys", "{\"name\":\"small\",\"limit\":{\"requests\":5,\"windowSeconds\":3}}")
                .expect(201);
        var program = stack.caller(created.json().path("key").asText());
        IntStream.range(0, 5).forEach(_ -> program.get("/v1/me").expect(200));

        var refused = program.get("/v1/me").expect(429);

        LockSupport.parkNanos(Duration.ofSeconds(retryAfter(refused)).toNanos());
        program.get("/v1/me").expect(200);
    }

    @Test
    void failedAttemptsAreLimitedByAddressAndLeaveValidKeysAlone(Stack stack) {
        var key = stack.person().createKey("honest").json().path("key").asText();
        var guesser = stack.caller("sk_live_guess");

        var statuses = IntStream.range(0, 40)
                .mapToObj(_ -> guesser.get("/v1/me").status())
                .toList();

        assertTrue(statuses.contains(429), statuses.toString());
        stack.caller(key).get("/v1/me").expect(200);
    }

    @Test
    void s32_aRotatingForwardedAddressIsOneBucket(Stack stack) {
        var guesser = stack.caller(null);

        var statuses = IntStream.range(0, 40)
                .mapToObj(i -> guesser.send(
                                "GET",
                                "/v1/me",
                                null,
                                "Authorization",
                                "Bearer sk_live_guess",
                                "X-Forwarded-For",
                                "203.0.113." + i)
                        .status())
                .toList();

        assertEquals(10, statuses.stream().filter(status -> status == 401).count(), statuses.toString());
        assertEquals(30, statuses.stream().filter(status -> status == 429).count(), statuses.toString());
    }

    private static List<Answer> inParallel(int calls, Caller program) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return IntStream.range(0, calls)
                    .mapToObj(_ -> threads.submit(() -> program.get("/v1/me")))
                    .toList()
                    .stream()
                    .map(LimitTest::outcome)
                    .toList();
        }
    }

    private static Answer outcome(Future<Answer> call) {
        try {
            return call.get();
        } catch (ExecutionException failure) {
            throw new AssertionError(failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static int retryAfter(Answer answer) {
        return Integer.parseInt(answer.header("Retry-After").orElse("0"));
    }
}
