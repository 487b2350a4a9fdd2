package io.bureau.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * desktops-service dies by SIGKILL at each point of a desktop's life at which the engine has done something that nobody was
 * told of yet. Whoever comes after it finds out, and leaves neither a desktop that is stuck nor anything that belongs to none.
 */
@ExtendWith(RunningStack.class)
class EngineFaultTest {

    private static final String SERVICE = "desktops-service";
    private static final Duration RECONCILED = Duration.ofSeconds(90);

    private static final List<String> CREATING = List.of(
            "POST \\S*/volumes/create",
            "POST \\S*/networks/create",
            "POST \\S*/containers/create",
            "PUT \\S*/containers/\\S*/archive",
            "POST \\S*/containers/\\S*/start");

    private static final String STOPPING = "POST \\S*/containers/\\S*/stop";

    private static final List<String> DESTROYING =
            List.of("DELETE \\S*/containers/", "DELETE \\S*/volumes/", "DELETE \\S*/networks/");

    @Test
    void s54_wherEverItDiesNothingIsStuckAndNothingIsLeft(Stack stack) {
        assumeTrue(Stack.hasDesktops(), "BUREAU_DESKTOPS=off: there is no container engine to make desktops");
        var program = stack.caller(stack.person()
                .createBusyKey("agent", "desktop:read", "desktop:manage", "desktop:lifecycle")
                .json()
                .path("key")
                .asText());
        var desktops = new ArrayList<String>();
        try (var engine = stack.proxyOfEngine()) {
            // Connections that it has already lead past the proxy.
            stack.kill(SERVICE);

            for (var point : CREATING) {
                dieAt(point, stack, engine, () -> desktops.add(create(program)));
            }
            desktops.forEach(id -> await(program, id, "running"));

            var stopped = desktops.removeFirst();
            dieAt(
                    STOPPING,
                    stack,
                    engine,
                    () -> Await.served(() -> program.post("/v1/desktops/" + stopped + "/stop", null))
                            .expect(200));
            var left = List.copyOf(desktops);
            for (int i = 0; i < DESTROYING.size(); i++) {
                var id = left.get(i);
                dieAt(DESTROYING.get(i), stack, engine, () -> destroy(program, id));
            }

            await(program, stopped, "stopped");
            Await.served(() -> program.post("/v1/desktops/" + stopped + "/start", null))
                    .expect(200);
            await(program, stopped, "running");
            destroy(program, stopped);
            left.subList(DESTROYING.size(), left.size()).forEach(id -> destroy(program, id));
            desktops.add(stopped);
        }

        for (var id : desktops) {
            Await.until(RECONCILED, () -> program.get("/v1/desktops/" + id).status(), status -> status == 404);
            Await.until(RECONCILED, () -> stack.engineTraces(id), List::isEmpty);
        }
        assertEquals(
                List.of(),
                Await.served(() -> program.get("/v1/desktops"))
                        .expect(200)
                        .json()
                        .findValuesAsText("id"));
    }

    private static void dieAt(String point, Stack stack, EngineProxy engine, Runnable deed) {
        stack.whileItEnds(SERVICE, () -> {
            engine.await(point, () -> stack.signal("KILL", SERVICE));
            deed.run();
            Await.until(RECONCILED, engine::hasStruck, struck -> struck);
        });
    }

    /** Asked for once, however often it has to be repeated. */
    private static String create(Caller program) {
        var key = UUID.randomUUID().toString();
        Supplier<Answer> ask =
                () -> program.send("POST", "/v1/desktops", "{\"name\":\"doomed\"}", "Idempotency-Key", key);
        return Await.served(ask).expect(201).json().path("id").asText();
    }

    private static void destroy(Caller program, String id) {
        var answer = Await.served(() -> program.delete("/v1/desktops/" + id));
        // Gone already, if it was carried out and the answer got lost.
        if (answer.status() != 404) {
            answer.expect(204);
        }
    }

    private static void await(Caller program, String id, String status) {
        Await.until(
                RECONCILED,
                () -> program.get("/v1/desktops/" + id),
                answer -> answer.status() == 200
                        && answer.json().path("status").asText().equals(status));
    }
}
