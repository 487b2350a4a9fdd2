package io.bureau.apikey.key;

import static io.bureau.apikey.Bureau.asSession;
import static io.bureau.apikey.Bureau.createKey;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.bureau.apikey.Bureau;
import io.bureau.kit.principal.Principal;
import io.bureau.testkit.Peers;
import io.bureau.testkit.Principals;
import io.bureau.testkit.SettableClock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An organisation's keys are a hundred at most, counted exactly. */
@QuarkusTest
@Bureau.Stores
class KeyLimitTest {

    private static final int MOST = 100;

    @Inject
    SettableClock clock;

    private final Principal owner = Principals.owner();

    @BeforeEach
    void reset() {
        Peers.reset();
    }

    @AfterEach
    void putTheClockBack() {
        clock.reset();
    }

    @Test
    void twentyWhoCreateAtOnceGetWhatIsLeftAndNoMore() throws Exception {
        IntStream.range(0, MOST - 7).forEach(_ -> createKey(owner));
        Callable<Integer> creation = () ->
                asSession(owner).body("{\"name\":\"n\"}").post("/api/keys").statusCode();

        var statuses = new ArrayList<Integer>();
        try (var callers = Executors.newFixedThreadPool(20)) {
            for (var answer : callers.invokeAll(
                    IntStream.range(0, 20).mapToObj(_ -> creation).toList())) {
                statuses.add(answer.get());
            }
        }

        assertEquals(7, statuses.stream().filter(status -> status == 201).count(), statuses::toString);
        assertEquals(13, statuses.stream().filter(status -> status == 409).count(), statuses::toString);
        asSession(owner).get("/api/keys").then().body("findAll { it.status == 'active' }.size()", is(MOST));
    }

    @Test
    void onlyKeysThatStillOpenSomethingCount() {
        var expiring = "{\"name\":\"n\",\"expiresAt\":\"" + clock.instant().plus(Duration.ofSeconds(60)) + "\"}";
        createKey(owner, expiring);
        var revoked = createKey(owner);
        IntStream.range(0, MOST - 2).forEach(_ -> createKey(owner));
        refused();

        asSession(owner).delete("/api/keys/" + revoked.id()).then().statusCode(200);
        createKey(owner);
        refused();

        clock.advance(Duration.ofSeconds(60));
        createKey(owner);
        refused();
    }

    @Test
    void anotherOrganisationIsNotConcerned() {
        IntStream.range(0, MOST).forEach(_ -> createKey(owner));

        refused();
        createKey(Principals.owner());
    }

    private void refused() {
        asSession(owner)
                .body("{\"name\":\"n\"}")
                .post("/api/keys")
                .then()
                .statusCode(409)
                .body("error.code", is("LIMIT_REACHED"));
    }
}
